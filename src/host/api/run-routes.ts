import { Hono } from 'hono';
import { z } from 'zod';
import { workflowOfJson } from '../../engine/load-document.ts';
import type { Host } from '../host.ts';
import { allowedFolder } from './allowed-path.ts';
import { jsonBody, limitJson } from './json-body.ts';
import { planView } from './plan-view.ts';

const planRequest = z.object({
  /** The workflow as JSON data. */
  document: z.unknown(),
  /** Where it is saved, for its relative paths; null for one that is not. */
  path: z.string().max(4096).nullish(),
  provider: z.enum(['auto', 'simulator', 'fal']).optional(),
  targets: z.array(z.string().max(200)).max(20_000).nullish(),
});
const runRequest = planRequest.extend({ maxUsd: z.number().min(0).optional() });

/** Planning and running. */
export function runRoutes(host: Host) {
  async function planOf(request: z.infer<typeof planRequest>, mayDownload: boolean) {
    const loaded = workflowOfJson(request.document, host.registry);
    if (!loaded.ok) return loaded;
    const { provider, targets } = request;
    const folder = await allowedFolder(host, request.path);
    return {
      ok: true,
      plan: await host.plan(loaded.workflow, { folder, provider, targets, mayDownload }),
    } as const;
  }

  return new Hono()
    .post('/plan', limitJson, jsonBody(planRequest), async (c) => {
      const planned = await planOf(c.req.valid('json'), false);
      return planned.ok ? c.json(planView(planned.plan)) : c.json({ problem: planned.problem }, 422);
    })
    .post('/runs', limitJson, jsonBody(runRequest), async (c) => {
      const request = c.req.valid('json');
      const planned = await planOf(request, true);
      if (!planned.ok) return c.json({ problem: planned.problem }, 422);
      const run = host.runs.start(planned.plan, { maxUsd: request.maxUsd });
      return c.json({ runId: run.id, ...planView(planned.plan) }, 202);
    })
    .get('/runs', (c) => c.json({ runs: host.runs.list() }))
    .get('/runs/:id', (c) => {
      const run = host.runs.get(c.req.param('id'));
      return run ? c.json({ run }) : c.json({ run: null }, 404);
    })
    .post('/runs/:id/cancel', (c) => c.json({ cancelled: host.runs.cancel(c.req.param('id')) }));
}
