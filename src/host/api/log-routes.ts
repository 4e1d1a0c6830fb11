import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { jsonBody } from './json-body.ts';

/** Longest text of one error, in characters; as JSON it may take six bytes for each. */
const MAX_CHARS = 8_000;
const errorBody = z.object({ text: z.string().min(1).max(MAX_CHARS) });

/** What went wrong in a window, for the log: one line each, redacted like every other. */
export function logRoutes(host: Host) {
  return new Hono().post('/', bodyLimit({ maxSize: 6 * MAX_CHARS + 100 }), jsonBody(errorBody), (c) => {
    host.log.error('editor', c.req.valid('json').text);
    return c.json({ ok: true });
  });
}
