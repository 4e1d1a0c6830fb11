import { Hono } from 'hono';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { chooseOutputFolder } from '../settings/output-folder.ts';
import { jsonBody, limitJson, query } from './json-body.ts';

/** Settings, and the key: it goes in and never comes out. */
export function settingsRoutes(host: Host) {
  const patchBody = z.strictObject({
    ...host.settings.form.patch.shape,
    outputFolder: z.string().min(1).max(4096).nullish(),
  });
  const withKey = host.providers.list.filter(({ keyKind }) => keyKind !== null);
  const keyQuery = z.object({ provider: z.enum(withKey.map(({ id }) => id)) });
  const keyBody = keyQuery.extend({ key: z.string().max(1000) });
  /** The key of a provider that takes one, and what it looks like. */
  const keyOf = (id: string) => {
    const provider = host.providers.of(id);
    return { ring: host.keys.of(provider)!, kind: provider.keyKind! };
  };
  return new Hono()
    .get('/', (c) =>
      c.json({
        settings: host.settings.get(),
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
      const { ring, kind } = keyOf(provider);
      const refusal = kind.refuse(key.trim());
      if (refusal !== null) return c.json({ keySource: ring.source(), refusal }, 422);
      await ring.set(key);
      // Jobs that waited for a key go on.
      void host.jobs.resume();
      return c.json({ keySource: ring.source(), refusal: null });
    })
    .delete('/key', query(keyQuery), async (c) => {
      const { ring } = keyOf(c.req.valid('query').provider);
      await ring.clear();
      return c.json({ keySource: ring.source() });
    });
}
