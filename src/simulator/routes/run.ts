import { Hono } from 'hono';
import type { SimulatorState } from '../simulator-state.ts';
import { newJob } from './new-job.ts';
import { unknownEndpoint } from './queue.ts';
import { readJsonBody } from './read-json-body.ts';
import { REQUEST_ID, unauthorized } from './refusals.ts';

/** Routes of `fal.run`: the model's own answer in one call, without queue or retries. */
export function runRoutes(state: SimulatorState): Hono {
  const app = new Hono();
  app.post('*', (c) => run(c.req.raw, state));
  return app;
}

async function run(request: Request, state: SimulatorState): Promise<Response> {
  const profile = state.gate.profileOf(request);
  return state.gate.pass({ route: 'run', profile, request }, async () => {
    const refused = unauthorized(request, state);
    if (refused) return refused;
    const endpointId = new URL(request.url).pathname.slice(1);
    if (!state.endpoints.some(({ id }) => id === endpointId)) {
      return unknownEndpoint(endpointId, state);
    }
    const { clock, timings, scheduler, instance } = state;
    if (scheduler.freeSlots() <= 0) {
      const detail = 'Concurrent request limit reached. Use the queue or retry later.';
      return Response.json({ detail }, { status: 429 });
    }
    const body = await readJsonBody(request);
    if (!body.ok) return body.response;
    const nowMs = clock.now();
    const facts = { profile, timings, nowMs, owner: instance.id };
    const queued = newJob(endpointId, body.value, request.headers, facts);
    await scheduler.add({ ...queued, readyAtMs: nowMs, retries: false });
    const { outcome } = await scheduler.completed(queued.requestId);
    const headers = { ...outcome!.headers, [REQUEST_ID]: queued.requestId };
    return Response.json(outcome!.body, { status: outcome!.httpStatus, headers });
  });
}
