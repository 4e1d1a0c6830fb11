import { Hono } from 'hono';
import about from '../../../package.json' with { type: 'json' };
import type { Host } from '../host.ts';

/** Through which door the editor came, and what it can do there. */
export function doorRoutes(host: Host) {
  return new Hono().get('/', (c) =>
    c.json({
      kind: host.desktop?.dialogs ? ('electron' as const) : ('browser' as const),
      version: about.version,
      canPickFiles: host.desktop?.dialogs !== undefined,
      home: host.home,
    }),
  );
}
