import { Hono } from 'hono';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { providerStatuses, testConnection } from '../providers/provider-status.ts';
import { jsonBody, limitJson } from './json-body.ts';

/** Which providers there are, and whether they answer. */
export function providerRoutes(host: Host) {
  const testBody = z.object({ provider: z.enum(host.providers.list.map(({ id }) => id)) });
  return new Hono()
    .get('/', (c) =>
      c.json({
        providers: providerStatuses(host.providers, host.keys),
        current: host.providers.resolve(host.settings.get().provider).id,
      }),
    )
    .post('/test', limitJson, jsonBody(testBody), async (c) =>
      c.json(
        await testConnection(host.providers, host.providers.of(c.req.valid('json').provider), host.slot),
      ),
    );
}
