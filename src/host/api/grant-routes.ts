import { Hono } from 'hono';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { jsonBody, limitJson, query } from './json-body.ts';

const pathBody = z.object({ path: z.string().min(1).max(4096) });

/**
 * What every workflow may read beside its own folder. Only the user gives leave: the doors let in nobody but the
 * editor's own page with its session, and neither a workflow nor settings that a client sends can name a path here.
 */
export function grantRoutes(host: Host) {
  const { grants } = host;
  return new Hono()
    .get('/', async (c) => c.json({ granted: await grants.list() }))
    .post('/', limitJson, jsonBody(pathBody), async (c) => {
      const allowed = await grants.allow(c.req.valid('json').path);
      return allowed.ok
        ? c.json({ granted: await grants.list() })
        : c.json({ problem: allowed.problem }, 422);
    })
    .delete('/', query(pathBody), async (c) => {
      const revoked = await grants.remove(c.req.valid('query').path);
      return revoked.ok
        ? c.json({ granted: await grants.list() })
        : c.json({ problem: revoked.problem }, 409);
    });
}
