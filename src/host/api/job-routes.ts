import { Hono } from 'hono';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { LIST_LIMIT } from '../jobs/job-book.ts';
import { query } from './json-body.ts';

const listQuery = z.object({
  workflowId: z.string().max(200).optional(),
  nodeId: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100_000).default(LIST_LIMIT),
});
/** The request that a person knows to be a lost job's. */
const resumeQuery = z.object({ requestId: z.string().min(1).max(200).optional() });

/** The ledger of paid jobs. */
export function jobRoutes(host: Host) {
  return new Hono()
    .get('/', query(listQuery), (c) => {
      const { limit, ...of } = c.req.valid('query');
      return c.json(host.jobs.page(limit, of));
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
    .post('/:id/resume', query(resumeQuery), (c) => {
      const id = c.req.param('id');
      if (!host.jobs.get(id)) return c.json({ started: false }, 404);
      void host.jobs.resume(id, c.req.valid('query').requestId);
      return c.json({ started: true }, 202);
    })
    .post('/:id/cancel', async (c) => {
      const job = await host.jobs.cancel(c.req.param('id'));
      return job ? c.json({ job }) : c.json({ job: null }, 404);
    })
    .post('/:id/close', async (c) => {
      const job = await host.jobs.close(c.req.param('id'));
      return job ? c.json({ job }) : c.json({ job: null }, 404);
    });
}
