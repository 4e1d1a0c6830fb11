import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { createRecent, WORKFLOWS_AT_HAND } from '../recent.ts';
import { allowedFolder } from './allowed-path.ts';
import { jsonBody, limitJson } from './json-body.ts';
import { pinList } from './pin-list.ts';
import { bytesOfPlan, type PlanAnswer, planAnswer, planView } from './plan-view.ts';

const nodeIds = z.array(z.string().max(200)).max(20_000);

const JSON_TYPE = { 'content-type': 'application/json' };

/** Planning and running. */
export function runRoutes(host: Host) {
  const planRequest = z.object({
    /** The workflow as JSON data. */
    document: z.unknown(),
    /** Where it is saved, for its relative paths; null for one that is not. */
    path: z.string().max(4096).nullish(),
    provider: z.enum(['auto', ...host.providers.list.map((provider) => provider.id)]).optional(),
    targets: nodeIds.nullish(),
    /** Takes that stand in for what cells would make. */
    pins: pinList.optional(),
    /** Asks for another take: of everything, or of these nodes alone. */
    newTake: z.union([z.literal(true), nodeIds]).optional(),
  });
  const askedRequest = planRequest.extend({
    /** The answer that the client has of this workflow: what is as it was there need not be told again. */
    since: z.string().max(200).optional(),
  });
  const runRequest = planRequest.extend({
    /** Made when somebody pressed Run. The same id is the same run, however often it is sent. */
    id: z.uuid(),
    /** What was shown then: jobs, their price, and how many of them had none. The run never sends more. */
    ceiling: z.object({
      jobCount: z.number().int().min(0),
      costUsd: z.number().min(0),
      unpricedCount: z.number().int().min(0).optional(),
    }),
  });

  const told = createRecent<Pick<PlanAnswer, 'id' | 'nodes'>>(WORKFLOWS_AT_HAND);

  async function planOf(request: z.infer<typeof planRequest>, use: 'show' | 'run') {
    const loaded = host.clientDocuments.read(request.document);
    if (!loaded.ok) return loaded;
    const { provider, targets, pins, newTake } = request;
    const folder = await allowedFolder(host, request.path);
    const options = { mayDownload: use === 'run', toShow: use === 'show' };
    const plan = () => host.plan(loaded.workflow, { folder, provider, targets, pins, newTake, ...options });
    return { ok: true, plan } as const;
  }

  return new Hono()
    .post('/plan', limitJson, jsonBody(askedRequest), async (c) => {
      const found = await planOf(c.req.valid('json'), 'show');
      if (!found.ok) return c.json({ problem: found.problem }, 422);
      const view = planView(await found.plan());
      const { document, since } = c.req.valid('json');
      const workflowId = String((document as { readonly id: unknown }).id);
      const answer = planAnswer(randomUUID(), view, since, told.get(workflowId));
      told.set(workflowId, { id: answer.id, nodes: view.nodes });
      // These are the bytes of `c.json(answer)`, of parts that were written before.
      return c.body(bytesOfPlan(answer), 200, JSON_TYPE) as unknown as ReturnType<
        typeof c.json<PlanAnswer, 200>
      >;
    })
    .post('/runs', limitJson, jsonBody(runRequest), async (c) => {
      const { id, ceiling, ...request } = c.req.valid('json');
      const found = await planOf(request, 'run');
      if (!found.ok) return c.json({ problem: found.problem }, 422);
      const pressed = await host.presses.press(id, ceiling, found.plan);
      switch (pressed.kind) {
        case 'started':
          return c.json({ ...pressed.answer, status: pressed.status }, 202);
        case 'not-runnable':
          return c.json({ problem: pressed.problems[0]!, problems: pressed.problems }, 422);
        case 'above':
          return c.json({ problem: pressed.problem, above: pressed.spending }, 409);
      }
    })
    .get('/runs', (c) => c.json({ runs: host.runs.list() }))
    .get('/runs/:id', (c) => {
      const run = host.runs.get(c.req.param('id'));
      return run ? c.json({ run }) : c.json({ run: null }, 404);
    })
    .post('/runs/:id/cancel', (c) => c.json({ cancelled: host.runs.cancel(c.req.param('id')) }));
}
