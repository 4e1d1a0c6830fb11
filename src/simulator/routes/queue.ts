import { Hono } from 'hono';
import { profileByName } from '../faults/profiles/index.ts';
import type { Job } from '../job.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { takeUp } from '../take-up.ts';
import { isResultExpired, statusAnswer, submitBody } from './job-answers.ts';
import { newJob } from './new-job.ts';
import { appOf, type JobAction, type JobPath, parseJobPath } from './queue-path.ts';
import { readJsonBody } from './read-json-body.ts';
import { notFound, REQUEST_ID, unauthorized } from './refusals.ts';
import { statusStream } from './status-stream.ts';

type JobHandler = (job: Job, request: Request, state: SimulatorState) => Promise<Response>;

const METHODS: Readonly<Record<JobAction, string>> = {
  status: 'GET',
  stream: 'GET',
  result: 'GET',
  cancel: 'PUT',
};

const HANDLERS: Readonly<Record<JobAction, JobHandler>> = {
  async status(job, request, state) {
    const { httpStatus, body } = statusAnswer(job, wantsLogs(request), state);
    return Response.json(body, { status: httpStatus });
  },
  async stream(job, request, state) {
    return statusStream(job, wantsLogs(request), state);
  },
  result,
  cancel,
};

/** Routes of `queue.fal.run`: submit, and status, stream, result and cancel of a job. */
export function queueRoutes(state: SimulatorState): Hono {
  const app = new Hono();
  app.post('*', (c) => submit(c.req.raw, state));
  app.all('*', (c) => {
    const path = parseJobPath(c.req.path);
    if (!path) return notFound(`Path ${c.req.path} not found`);
    return jobCall(path, c.req.raw, state);
  });
  return app;
}

async function submit(request: Request, state: SimulatorState): Promise<Response> {
  const profile = state.gate.profileOf(request);
  return state.gate.pass({ route: 'submit', profile, request }, async () => {
    const refused = unauthorized(request, state);
    if (refused) return refused;
    const endpointId = new URL(request.url).pathname.slice(1);
    if (!state.endpoints.some(({ id }) => id === endpointId)) {
      return unknownEndpoint(endpointId, state);
    }
    const body = await readJsonBody(request);
    if (!body.ok) return body.response;
    const { clock, timings, scheduler, instance } = state;
    const facts = { profile, timings, nowMs: clock.now(), owner: instance.id };
    const job = newJob(endpointId, body.value, request.headers, facts);
    await scheduler.add(job);
    return Response.json(submitBody(job, state), { headers: { [REQUEST_ID]: job.requestId } });
  });
}

/** The 404 of an app or a path of a known app that does not exist. */
export function unknownEndpoint(endpointId: string, { endpoints }: SimulatorState): Response {
  const isApp = endpoints.some(({ id }) => appOf(id) === appOf(endpointId));
  return notFound(
    isApp
      ? `Path /${endpointId.split('/').slice(2).join('/')} not found`
      : `Application '${endpointId}' not found`,
  );
}

async function jobCall(path: JobPath, request: Request, state: SimulatorState): Promise<Response> {
  if (request.method !== METHODS[path.action]) {
    return Response.json({ detail: 'Method Not Allowed' }, { status: 405 });
  }
  await state.jobs.refresh(path.requestId);
  const job = state.jobs.get(path.requestId);
  if (job) await takeUp(job, state.jobs, state.instance, state.clock.now());
  const profile = job ? profileByName(job.profile) : state.gate.profileOf(request);
  const call = { route: path.action, subject: path.requestId, profile, request };
  return state.gate.pass(call, async () => {
    const refused = unauthorized(request, state);
    if (refused) return refused;
    state.scheduler.tick();
    const forgotten = job?.cancelRequested && job.startedAtMs === null && profile.cancel === 'forgotten';
    if (!job || job.oxen || forgotten || appOf(path.app) !== appOf(job.endpointId)) {
      return path.action === 'cancel'
        ? Response.json({ status: 'NOT_FOUND' }, { status: 404 })
        : notFound('Request not found');
    }
    const response = await HANDLERS[path.action](job, request, state);
    response.headers.set(REQUEST_ID, job.requestId);
    return response;
  });
}

async function result(job: Job, _request: Request, state: SimulatorState): Promise<Response> {
  const profile = profileByName(job.profile);
  if (job.phase !== 'completed' || !job.outcome) {
    return profile.earlyResultStatus === 202
      ? Response.json(statusAnswer(job, false, state).body, { status: 202 })
      : Response.json({ detail: 'Request is still in progress' }, { status: 400 });
  }
  if (isResultExpired(job, state.clock.now(), profile.resultTtlMs)) return notFound('Request not found');
  const { httpStatus, headers, body } = job.outcome;
  return Response.json(body, { status: httpStatus, headers });
}

async function cancel(job: Job, _request: Request, { scheduler }: SimulatorState): Promise<Response> {
  switch (await scheduler.cancel(job)) {
    case 'removed':
      return Response.json({ status: 'OK' });
    case 'requested':
      return Response.json({ status: 'CANCELLATION_REQUESTED' }, { status: 202 });
    case 'completed':
      return Response.json({ status: 'ALREADY_COMPLETED' }, { status: 400 });
  }
}

function wantsLogs(request: Request): boolean {
  return /^(1|true)$/.test(new URL(request.url).searchParams.get('logs') ?? '');
}
