import { dirname } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { isAllowedPath } from './allowed-path.ts';
import { jsonBody, limitJson } from './json-body.ts';
import { problemAnswer } from './problem-answer.ts';

const openBody = z.object({ kind: z.enum(['workflow', 'media', 'frame', 'folder']) });
/** A workflow reads beside itself, and one frame stands for its sequence. */
const STANDS_FOR_FOLDER = new Set(['workflow', 'frame']);
const saveBody = z.object({ suggestedName: z.string().max(255) });
const revealBody = z.union([
  z.object({ path: z.string().min(1).max(4096) }),
  z.object({ asset: z.string().regex(/^[0-9a-f]{64}$/) }),
]);

const noDialogs = problemAnswer(
  'output',
  'The browser can’t open the system’s file dialogs.',
  'Drop the file here, use the library, or start the desktop app.',
);

/** The system’s own dialogs. What the user chooses there may be read from then on. */
export function dialogRoutes(host: Host) {
  return new Hono()
    .post('/dialogs/open', limitJson, jsonBody(openBody), async (c) => {
      const dialogs = host.desktop?.dialogs;
      if (!dialogs) return c.json(noDialogs, 501);
      const { kind } = c.req.valid('json');
      const path = await dialogs.open(kind);
      if (path === null) return c.json({ path });
      const granted = await host.grant(STANDS_FOR_FOLDER.has(kind) ? dirname(path) : path);
      return granted.ok ? c.json({ path }) : c.json({ problem: granted.problem }, 409);
    })
    .post('/dialogs/save', limitJson, jsonBody(saveBody), async (c) => {
      const dialogs = host.desktop?.dialogs;
      if (!dialogs) return c.json(noDialogs, 501);
      const path = await dialogs.save(c.req.valid('json').suggestedName);
      if (path === null) return c.json({ path });
      const granted = await host.grant(dirname(path));
      return granted.ok ? c.json({ path }) : c.json({ problem: granted.problem }, 409);
    })
    .post('/reveal', limitJson, jsonBody(revealBody), async (c) => {
      const reveal = host.desktop?.reveal;
      if (!reveal) return c.json(noDialogs, 501);
      const wanted = c.req.valid('json');
      const path = 'asset' in wanted ? host.assets.pathOf(wanted.asset) : wanted.path;
      const mayShow = 'asset' in wanted ? host.assets.has(wanted.asset) : await isAllowedPath(host, path);
      if (mayShow) reveal(path);
      return c.json({ ok: mayShow });
    });
}
