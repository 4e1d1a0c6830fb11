import { Hono } from 'hono';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { diagnosticsOf } from '../log/diagnostics.ts';
import { query } from './json-body.ts';

const asked = z.object({ paths: z.enum(['yes', 'no']).default('no') });

/** What helps to find out why something went wrong, as text that the user may hand on. */
export function diagnosticsRoutes(host: Host) {
  return new Hono().get('/', query(asked), async (c) =>
    c.json({
      text: await diagnosticsOf(host, {
        userAgent: c.req.header('user-agent') ?? 'unknown',
        withPaths: c.req.valid('query').paths === 'yes',
      }),
    }),
  );
}
