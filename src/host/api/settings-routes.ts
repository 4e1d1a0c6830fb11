import { Hono } from 'hono';
import { z } from 'zod';
import { settingsPatchSchema } from '../../settings/settings-schema.ts';
import type { Host } from '../host.ts';
import { refuseKey } from '../settings/key-ring.ts';
import { chooseOutputFolder } from '../settings/output-folder.ts';
import { jsonBody, limitJson, query } from './json-body.ts';

const patchBody = settingsPatchSchema.extend({ outputFolder: z.string().min(1).max(4096).nullish() });
const keyName = z.enum(['fal', 'oxen']).default('fal');
const keyBody = z.object({ key: z.string().max(1000), provider: keyName });
const keyQuery = z.object({ provider: keyName });

/** Settings, and the key: it goes in and never comes out. */
export function settingsRoutes(host: Host) {
  return new Hono()
    .get('/', (c) =>
      c.json({
        settings: host.settings.get(),
        keySource: host.keys.fal.source(),
        /** Why no money may be spent by what lies on disk, or null. */
        trouble: host.settings.trouble(),
      }),
    )
    .patch('/', limitJson, jsonBody(patchBody), async (c) => {
      const { outputFolder, ...patch } = c.req.valid('json');
      if (outputFolder) {
        const chosen = await chooseOutputFolder(outputFolder, host.home, host.clock);
        if (!chosen.ok) return c.json({ problem: chosen.problem }, 422);
      }
      const changed = await host.settings.update({
        ...patch,
        ...(outputFolder !== undefined && { outputFolder }),
      });
      if (!changed.ok) return c.json({ problem: changed.problem }, 409);
      return c.json({ settings: changed.settings, trouble: host.settings.trouble() });
    })
    .put('/key', limitJson, jsonBody(keyBody), async (c) => {
      const { key, provider } = c.req.valid('json');
      const ring = host.keys[provider];
      const refusal = refuseKey(key, provider);
      if (refusal !== null) return c.json({ keySource: ring.source(), refusal }, 422);
      await ring.set(key);
      // Jobs that waited for a key go on.
      void host.jobs.resume();
      return c.json({ keySource: ring.source(), refusal: null });
    })
    .delete('/key', query(keyQuery), async (c) => {
      const ring = host.keys[c.req.valid('query').provider];
      await ring.clear();
      return c.json({ keySource: ring.source() });
    });
}
