import { Hono } from 'hono';
import { draftBodySchema } from '../editor/draft.ts';
import type { Host } from '../host.ts';
import { jsonBody, limitJson } from './json-body.ts';
import { problemAnswer } from './problem-answer.ts';

const ID = '/:id{[A-Za-z0-9-]{1,64}}';

/** Drafts: what is open in editors, saved at every edit. */
export function draftRoutes(host: Host) {
  const { drafts } = host.editor;
  const gone = problemAnswer(
    'broken-document',
    'This draft is not there any more.',
    'Open the workflow’s file.',
  );
  return new Hono()
    .get(ID, async (c) => {
      const draft = await drafts.get(c.req.param('id'));
      if (!draft) return c.json(gone, 404);
      const { slot: _, ...rest } = draft;
      return c.json(rest);
    })
    .put(ID, limitJson, jsonBody(draftBodySchema), async (c) =>
      c.json(await drafts.put(c.req.param('id'), c.req.valid('json'))),
    )
    .delete(ID, async (c) => {
      await drafts.close(c.req.param('id'));
      return c.json({ ok: true });
    })
    .get(`${ID}/versions`, async (c) => c.json({ versions: await drafts.versions(c.req.param('id')) }))
    .get(`${ID}/versions/:version`, async (c) => {
      const { id, version } = c.req.param();
      const draft = await drafts.version(id, version);
      return draft ? c.json({ document: draft.document }) : c.json(gone, 404);
    });
}
