import { Hono } from 'hono';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { query } from './json-body.ts';

const listQuery = z.object({
  workflowId: z.string().max(200).optional(),
  nodeId: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(500),
});
/** Jobs that are looked through for those of one workflow or node. */
const SEARCHED = 10_000;

/** The ledger of paid jobs. */
export function jobRoutes(host: Host) {
  return new Hono()
    .get('/', query(listQuery), (c) => {
      const { workflowId, nodeId, limit } = c.req.valid('query');
      const isFiltered = workflowId !== undefined || nodeId !== undefined;
      const jobs = host.jobs
        .list(isFiltered ? SEARCHED : limit)
        .filter((job) => workflowId === undefined || job.workflowId === workflowId)
        .filter((job) => nodeId === undefined || job.nodeId === nodeId);
      return c.json({ jobs: jobs.slice(0, limit) });
    })
    .get('/:id', (c) => {
      const job = host.jobs.get(c.req.param('id'));
      return job ? c.json({ job }) : c.json({ job: null }, 404);
    })
    .post('/resume', (c) => {
      // The jobs report over the event feed; waiting for them here could take an hour.
      void host.jobs.resume();
      return c.json({ started: true }, 202);
    })
    .post('/:id/resume', (c) => {
      const id = c.req.param('id');
      if (!host.jobs.get(id)) return c.json({ started: false }, 404);
      void host.jobs.resume(id);
      return c.json({ started: true }, 202);
    })
    .post('/:id/cancel', async (c) => {
      const job = await host.jobs.cancel(c.req.param('id'));
      return job ? c.json({ job }) : c.json({ job: null }, 404);
    });
}
