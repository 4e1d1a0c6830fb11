import { Hono } from 'hono';
import { z } from 'zod';
import { workflowOfJson } from '../../engine/load-document.ts';
import { PROVIDER_IDS } from '../../fal/provider.ts';
import type { Host } from '../host.ts';
import { allowedFolder } from './allowed-path.ts';
import { jsonBody, limitJson } from './json-body.ts';
import { planView } from './plan-view.ts';

const planRequest = z.object({
  /** The workflow as JSON data. */
  document: z.unknown(),
  /** Where it is saved, for its relative paths; null for one that is not. */
  path: z.string().max(4096).nullish(),
  provider: z.enum(['auto', ...PROVIDER_IDS]).optional(),
  targets: z.array(z.string().max(200)).max(20_000).nullish(),
  /** Job ids by node id: takes that stand in for what these nodes would make. */
  pins: z.record(z.string().max(200), z.string().max(200)).optional(),
  /** Node ids whose kept results do not count. */
  again: z.array(z.string().max(200)).max(20_000).optional(),
});
const showRequest = planRequest.extend({
  /** Plans with the seeds as they stand instead of those that a run would draw. */
  keepSeeds: z.boolean().optional(),
});
const runRequest = planRequest.extend({ maxUsd: z.number().min(0).optional() });

/** Planning and running. */
export function runRoutes(host: Host) {
  async function planOf(request: z.infer<typeof showRequest>, use: 'show' | 'run') {
    const loaded = workflowOfJson(request.document, host.registry);
    if (!loaded.ok) return loaded;
    const { provider, targets, pins, again, keepSeeds } = request;
    const folder = await allowedFolder(host, request.path);
    return {
      ok: true,
      plan: await host.plan(loaded.workflow, {
        ...{ folder, provider, targets, pins, again, keepSeeds },
        mayDownload: use === 'run',
        withAside: use === 'show',
      }),
    } as const;
  }

  return new Hono()
    .post('/plan', limitJson, jsonBody(showRequest), async (c) => {
      const planned = await planOf(c.req.valid('json'), 'show');
      return planned.ok ? c.json(planView(planned.plan)) : c.json({ problem: planned.problem }, 422);
    })
    .post('/runs', limitJson, jsonBody(runRequest), async (c) => {
      const request = c.req.valid('json');
      const planned = await planOf(request, 'run');
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
