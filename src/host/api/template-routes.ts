import { Hono } from 'hono';
import type { Host } from '../host.ts';
import { fileResponse } from './file-response.ts';
import { problemAnswer } from './problem-answer.ts';

const CONTENT_TYPES = { jpg: 'image/jpeg', png: 'image/png' } as const;

/** Workflows to start from. */
export function templateRoutes(host: Host) {
  const { templates } = host.editor;
  const none = problemAnswer('broken-document', 'There is no such template.', 'Reload the window.');
  return new Hono()
    .get('/', async (c) => c.json({ templates: await templates.list() }))
    .get('/:id', async (c) => {
      const document = await templates.instantiate(c.req.param('id'));
      return document ? c.json({ document }) : c.json(none, 404);
    })
    .get('/:id/picture', async (c) => {
      const path = await templates.picture(c.req.param('id'));
      if (path === undefined) return c.json(none, 404);
      const type = path.endsWith('.png') ? CONTENT_TYPES.png : CONTENT_TYPES.jpg;
      return fileResponse(c.req.raw, path, type);
    });
}
