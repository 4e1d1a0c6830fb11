import { Hono } from 'hono';
import { z } from 'zod';
import { PROVIDER_IDS } from '../../fal/provider.ts';
import type { Host } from '../host.ts';
import { providerStatuses, testConnection } from '../providers/provider-status.ts';
import { jsonBody, limitJson } from './json-body.ts';

const testBody = z.object({ provider: z.enum(PROVIDER_IDS) });

/** Which providers there are, and whether they answer. */
export function providerRoutes(host: Host) {
  return new Hono()
    .get('/', (c) =>
      c.json({
        providers: providerStatuses(host.providers, host.keys),
        current: host.providers.resolve(host.settings.get().provider),
      }),
    )
    .post('/test', limitJson, jsonBody(testBody), async (c) =>
      c.json(await testConnection(host.providers, c.req.valid('json').provider, host.slot)),
    );
}
