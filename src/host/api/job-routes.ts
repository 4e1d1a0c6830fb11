import { Hono } from 'hono';
import type { Host } from '../host.ts';

/** The ledger of paid jobs. */
export function jobRoutes(host: Host) {
  return new Hono()
    .get('/', (c) => c.json({ jobs: host.jobs.list() }))
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
