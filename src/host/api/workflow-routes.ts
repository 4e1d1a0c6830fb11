import { Hono } from 'hono';
import { z } from 'zod';
import type { Problem } from '../../engine/problem.ts';
import { documentOfWorkflow } from '../../engine/save-document.ts';
import type { Host } from '../host.ts';
import { isAllowedPath } from './allowed-path.ts';
import { jsonBody, limitJson, query } from './json-body.ts';

const path = z.string().min(1).max(4096);
const saveBody = z.object({ path, document: z.unknown() });

/** Workflow files in the library and in folders that the user granted. */
export function workflowRoutes(host: Host) {
  return new Hono()
    .get('/', async (c) =>
      c.json({ folder: host.workflows.libraryFolder, workflows: await host.workflows.list() }),
    )
    .get('/file', query(z.object({ path })), async (c) => {
      const target = c.req.valid('query').path;
      if (!(await isAllowedPath(host, target))) return c.json({ problem: notGranted(target) }, 403);
      const opened = await host.workflows.open(target);
      if (!opened.ok) return c.json({ problem: opened.problem }, 422);
      return c.json({
        document: documentOfWorkflow(opened.workflow),
        notes: opened.notes,
        path: opened.path,
        folder: opened.folder,
      });
    })
    .put('/file', limitJson, jsonBody(saveBody), async (c) => {
      const body = c.req.valid('json');
      if (!(await isAllowedPath(host, body.path))) return c.json({ problem: notGranted(body.path) }, 403);
      const saved = await host.workflows.saveJson(body.path, body.document);
      return saved.ok ? c.json({ path: saved.path }) : c.json({ problem: saved.problem }, 422);
    });
}

function notGranted(target: string): Problem {
  return {
    severity: 'error',
    code: 'broken-document',
    message: `Blockout has no leave to use ${target}.`,
    fix: 'Choose the file through the file dialog, which grants its folder.',
  };
}
