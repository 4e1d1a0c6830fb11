import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { workflowOfJson } from '../../engine/load-document.ts';
import type { Problem } from '../../engine/problem.ts';
import { documentOfWorkflow } from '../../engine/save-document.ts';
import { saveFromEditor } from '../editor/save-from-editor.ts';
import { shareWorkflow } from '../editor/share-workflow.ts';
import type { Host } from '../host.ts';
import { safePart } from '../services/file-name.ts';
import { allowedFolder, isAllowedPath } from './allowed-path.ts';
import { jsonBody, limitJson, query } from './json-body.ts';

const path = z.string().min(1).max(4096);
const saveBody = z.object({
  path,
  document: z.unknown(),
  /** Version that was opened; null for a new file. Without it, what is there is replaced if it can be read. */
  fileVersion: z.string().max(128).nullish(),
  /** Where the document's relative paths are at home. */
  fromPath: path.nullish(),
  overwrite: z.boolean().optional(),
});
const libraryBody = z.object({
  name: z.string().min(1).max(200),
  document: z.unknown(),
  fromPath: path.nullish(),
  overwrite: z.boolean().optional(),
});
const shareBody = z.object({ document: z.unknown() });

/** Workflow files in the library and in folders that the user granted. */
export function workflowRoutes(host: Host) {
  const { workflows, editor } = host;
  return new Hono()
    .get('/', async (c) => c.json({ folder: workflows.libraryFolder, workflows: await workflows.list() }))
    .get('/file', query(z.object({ path })), async (c) => {
      const target = c.req.valid('query').path;
      if (!(await isAllowedPath(host, target)))
        return c.json({ problem: await notGranted(host, target) }, 403);
      const opened = await workflows.open(target);
      if (!opened.ok) return c.json({ problem: opened.problem }, 422);
      const { workflow, notes, folder, fileVersion } = opened;
      await editor.recents.remember(opened.path, workflow.name);
      return c.json({
        document: documentOfWorkflow(workflow),
        notes,
        path: opened.path,
        folder,
        fileVersion,
      });
    })
    .put('/file', limitJson, jsonBody(saveBody), async (c) => {
      const { fileVersion, fromPath, ...body } = c.req.valid('json');
      if (!(await isAllowedPath(host, body.path)))
        return c.json({ problem: await notGranted(host, body.path) }, 403);
      const saved = await saveFromEditor(host, {
        ...body,
        fromFolder: await allowedFolder(host, fromPath),
        expected: fileVersion ?? null,
        overwrite: body.overwrite ?? fileVersion === undefined,
      });
      if (saved.ok) {
        return c.json({ path: saved.path, fileVersion: saved.fileVersion, document: saved.document });
      }
      const { problem, conflict } = saved;
      return conflict
        ? c.json({ problem, conflict, fileVersion: saved.fileVersion }, 409)
        : c.json({ problem }, 422);
    })
    .post('/library', limitJson, jsonBody(libraryBody), async (c) => {
      const { name, document, fromPath, overwrite } = c.req.valid('json');
      const target = join(workflows.libraryFolder, `${safePart(name)}.json`);
      const saved = await saveFromEditor(host, {
        path: target,
        document,
        name,
        fromFolder: await allowedFolder(host, fromPath),
        expected: null,
        overwrite,
      });
      if (saved.ok) {
        return c.json({ path: saved.path, fileVersion: saved.fileVersion, name, document: saved.document });
      }
      const { problem, conflict } = saved;
      return conflict ? c.json({ problem, conflict, path: target }, 409) : c.json({ problem }, 422);
    })
    .post('/share', limitJson, jsonBody(shareBody), (c) => {
      const loaded = workflowOfJson(c.req.valid('json').document, host.registry);
      return loaded.ok
        ? c.json(shareWorkflow(loaded.workflow, host.redactor))
        : c.json({ problem: loaded.problem }, 422);
    });
}

/** What a client may not open or save, with what could be allowed where there is something. */
async function notGranted({ grants }: Host, target: string): Promise<Problem> {
  const real = await realpath(target).catch(() => null);
  if (real === null)
    return {
      severity: 'error',
      code: 'broken-document',
      message: `Blockout has no leave to use ${target}.`,
      fix: 'Save it to the library, or allow a folder first: “blockout serve --grant”, or a file dialog of the desktop app.',
    };
  const closed = grants.closed(real, 'file');
  return {
    severity: 'error',
    code: 'closed-media',
    message: `Blockout has no leave to use ${target}.`,
    fix: closed.offer === null ? 'Open it as a file of this computer.' : `Allow ${closed.offer}.`,
    closed,
  };
}
