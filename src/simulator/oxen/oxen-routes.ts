import { Hono } from 'hono';
import type { Route } from '../faults/fault-profile.ts';
import { profileByName } from '../faults/profiles/index.ts';
import { readJsonBody } from '../routes/read-json-body.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { takeUp } from '../take-up.ts';
import { inOxenForm, notFound, oxenError } from './oxen-error.ts';
import { eventRoute } from './oxen-events.ts';
import { generationBody, oxenJob, oxenStatus } from './oxen-job.ts';
import { modelRoutes } from './oxen-models.ts';
import { generateVideo } from './oxen-sync.ts';

const ACTIVE = ['queued', 'processing'];
const MOST_GENERATIONS = 4;

/** Routes of `hub.oxen.ai/api`: the gateway's queue, its waiting call, its events and its models. */
export function oxenRoutes(state: SimulatorState): Hono {
  const app = new Hono().basePath('/api');

  /** Lets the profile in force spoil the call, and asks for the key. */
  function guarded(route: Route, request: Request, answer: () => Promise<Response>, id?: string) {
    const job = id === undefined ? undefined : state.jobs.get(id);
    const profile = job ? profileByName(job.profile) : state.gate.profileOf(request);
    const passed = state.gate.pass(
      { route, profile, request, ...(id !== undefined && { subject: id }) },
      async () =>
        state.auth.acceptsBearer(request) ? answer() : oxenError(401, 'You must be logged in to do that'),
    );
    return passed.then(inOxenForm);
  }

  async function generation(id: string) {
    await state.jobs.refresh(id);
    const job = state.jobs.get(id);
    if (job) await takeUp(job, state.jobs, state.instance, state.clock.now());
    state.scheduler.tick();
    return job?.oxen?.isQueued ? job : undefined;
  }

  app.post('/ai/queue', (c) => guarded('submit', c.req.raw, () => enqueue(c.req.raw, state)));
  app.post('/ai/videos/generate', (c) => guarded('run', c.req.raw, () => generateVideo(c.req.raw, state)));
  app.get('/ai/queue', (c) => guarded('requests', c.req.raw, () => list(c.req.raw, state)));
  app.get('/ai/queue/:id', async (c) => {
    const id = c.req.param('id');
    await state.jobs.refresh(id);
    return guarded(
      'status',
      c.req.raw,
      async () => {
        const job = await generation(id);
        return job ? Response.json(generationBody(job)) : notFound();
      },
      id,
    );
  });
  app.delete('/ai/queue/:id', (c) => {
    const id = c.req.param('id');
    const cancel = async () => {
      const job = await generation(id);
      if (!job) return notFound();
      if (ACTIVE.includes(oxenStatus(job))) await state.scheduler.cancel(job);
      return Response.json({ status: 'success', generation_id: id });
    };
    return guarded('cancel', c.req.raw, cancel, id);
  });
  app.get('/events', (c) => guarded('stream', c.req.raw, async () => eventRoute(state)));
  modelRoutes(app, state, (request, answer) => guarded('pricing', request, answer));
  app.notFound(() => notFound());
  return app;
}

async function enqueue(request: Request, state: SimulatorState): Promise<Response> {
  const body = await readJsonBody(request);
  if (!body.ok) return oxenError(400, 'The request body is no JSON');
  const order = (body.value ?? {}) as Record<string, unknown>;
  const count = order.num_generations ?? 1;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > MOST_GENERATIONS) {
    return oxenError(400, `num_generations must be an integer between 1 and ${MOST_GENERATIONS}`);
  }
  const profile = state.gate.profileOf(request);
  const generations: object[] = [];
  for (let made = 0; made < count; made++) {
    const job = oxenJob(order, true, profile, state);
    if (!job) return oxenError(404, `Model not found: ${order.model}`);
    await state.scheduler.add(job);
    generations.push({ generation_id: job.requestId, status: 'queued' });
  }
  return Response.json({ generations });
}

/** Active generations, or those of one status; the newest first. */
async function list(request: Request, state: SimulatorState): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const model = query.get('model');
  const status = query.get('status');
  await state.jobs.refresh();
  const found = state.jobs
    .all()
    .filter((job) => job.oxen?.isQueued && (model === null || job.oxen.model === model))
    .filter((job) => (status === null ? ACTIVE.includes(oxenStatus(job)) : oxenStatus(job) === status))
    .reverse();
  return Response.json({ count: found.length, generations: found.map(generationBody) });
}
