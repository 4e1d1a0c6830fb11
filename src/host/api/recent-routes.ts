import { Hono } from 'hono';
import type { Host } from '../host.ts';

/** Workflow files that were opened or saved lately. */
export function recentRoutes(host: Host) {
  return new Hono().get('/', async (c) => c.json({ recents: await host.editor.recents.list() }));
}
