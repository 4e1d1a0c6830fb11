import { Hono } from 'hono';
import { sessionBodySchema } from '../editor/editor-session.ts';
import type { Host } from '../host.ts';
import { jsonBody, limitJson } from './json-body.ts';

/** Which drafts are open as tabs. */
export function sessionRoutes(host: Host) {
  const { session } = host.editor;
  return new Hono()
    .get('/', async (c) => c.json(await session.restore()))
    .put('/', limitJson, jsonBody(sessionBodySchema), async (c) => {
      await session.put(c.req.valid('json'));
      return c.json({ ok: true });
    });
}
