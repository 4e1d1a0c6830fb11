import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedEditor, serveEditor } from '../../src/cli/browser-door/serve-editor.ts';
import { createApi } from '../../src/host/api/api.ts';
import { createHost } from '../../src/host/create-host.ts';
import type { Host } from '../../src/host/host.ts';
import { shotDocument } from '../host/shot.ts';

/** What lies beside the home and must neither be read nor change, by any route. */
const SECRET = 'not for browsers';

let root: string;
let home: string;
let host: Host;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'doors-'));
  home = join(root, 'home');
  await mkdir(join(root, 'private'));
  await writeFile(join(root, 'private', 'secret.txt'), SECRET);
  await writeFile(join(root, 'private', 'workflow.json'), JSON.stringify(shotDocument({ name: SECRET })));
  host = createHost({ home, env: {} });
  await mkdir(host.workflows.libraryFolder, { recursive: true });
  await symlink(join(root, 'private', 'workflow.json'), join(host.workflows.libraryFolder, 'link.json'));
});
afterAll(async () => {
  await host.close();
  await rm(root, { recursive: true, force: true });
});

/** Every route that the host answers, so that one which is added is tried too; params as `value`. */
function routesWith(value: string) {
  const seen = new Map<string, { readonly method: string; readonly path: string }>();
  for (const { method, path } of createApi(host).routes) {
    if (method === 'ALL') continue;
    const filled = path.replace(/:\w+(\{[^/]*\})?/g, value);
    seen.set(`${method} ${filled}`, { method, path: filled });
  }
  return [...seen.values()];
}

describe('whoever has no leave reaches no route', () => {
  let served: ServedEditor;
  let cookie: string;
  const reached: string[] = [];

  beforeAll(async () => {
    const door = {
      isBuilt: async () => true,
      fetch: async (request: Request) => {
        reached.push(`${request.method} ${new URL(request.url).pathname}`);
        return new Response(null, { status: 204 });
      },
    };
    served = await serveEditor(door, 0, { load: () => [], save: () => {} });
    const entered = await fetch(served.newLink(), { redirect: 'manual' });
    cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
  });
  afterAll(() => served.close());

  /** Only the status counts; the headers go out as given, which `fetch` would not do. */
  function statusOf(method: string, path: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port: served.port, path, method, headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode!));
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  const own = () => `http://127.0.0.1:${served.port}`;
  const INTRUDERS: readonly (readonly [string, number, () => Record<string, string>])[] = [
    ['a page without a session', 401, () => ({ origin: own() })],
    ['a made-up session', 401, () => ({ origin: own(), cookie: cookie.replace(/=.*/, '=made-up') })],
    ['the session of another port', 401, () => ({ origin: own(), cookie: cookie.replace(/-\d+=/, '-1=') })],
    ['a rebound name', 421, () => ({ cookie, host: `evil.example:${served.port}` })],
    ['a page of another origin', 403, () => ({ cookie, origin: 'http://evil.example' })],
    ['a page without an origin of its own', 403, () => ({ cookie, origin: 'null' })],
    ['another port of this machine', 403, () => ({ cookie, origin: 'http://127.0.0.1:1' })],
    ['a picture on another site', 403, () => ({ cookie, 'sec-fetch-site': 'cross-site' })],
  ];

  test.each(INTRUDERS)('%s', async (_who, status, headers) => {
    reached.length = 0;
    const routes = routesWith('x');
    expect(routes.length).toBeGreaterThan(40);
    for (const { method, path } of routes) {
      expect([method, path, await statusOf(method, path, headers())]).toEqual([method, path, status]);
    }
    expect(reached).toEqual([]);
  });

  test('and the editor’s own page reaches all of them', async () => {
    reached.length = 0;
    const routes = routesWith('x');
    for (const { method, path } of routes) await statusOf(method, path, { cookie, origin: own() });
    expect(reached).toEqual(routes.map(({ method, path }) => `${method} ${path}`));
  });
});

describe('nothing outside of the granted folders is read or written', () => {
  const escapes = () => [
    join(root, 'private', 'secret.txt'),
    join(root, 'private', 'workflow.json'),
    join(host.workflows.libraryFolder, 'link.json'),
    join(host.workflows.libraryFolder, '..', '..', 'private', 'workflow.json'),
    '../../private/workflow.json',
    '..\\..\\private\\workflow.json',
    `${root}/private/workflow.json\0.json`,
    `file://${root}/private/workflow.json`,
  ];
  /** Every field by which a route takes a path or a name, and a workflow whose clip lies outside. */
  const bodyWith = (path: string) => ({
    ...{ path, name: path, fromPath: path, outputFolder: undefined, overwrite: true },
    document: shotDocument({ clip: { path }, saveAs: path }),
    ...{ id: '00000000-0000-4000-8000-000000000000', ceiling: { jobCount: 9, costUsd: 9 } },
    ...{ language: 'shell', endpoint: 'a/b', input: { video_url: path }, text: path, url: `file://${path}` },
    ...{ suggestedName: path, kind: 'workflow', provider: 'simulator', tabs: [], activeTabId: null },
  });
  /** Leave is what these give, and the events never end. */
  const LEFT_OUT = new Set(['POST /api/grants', 'GET /api/events']);

  test('by any route, whatever path, name or address it is given', async () => {
    const privately = await readdir(join(root, 'private'));
    for (const path of escapes()) {
      const query = new URLSearchParams({ path, name: path, provider: 'fal' });
      for (const route of routesWith(encodeURIComponent(path))) {
        if (LEFT_OUT.has(`${route.method} ${route.path}`)) continue;
        const answer = await host.fetch(
          new Request(`http://host${route.path}?${query}`, {
            method: route.method,
            ...(route.method !== 'GET' && {
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(bodyWith(path)),
            }),
          }),
        );
        const told = `${route.method} ${route.path}: ${await answer.text()}`;
        expect(answer.status, told).not.toBe(500);
        expect(told).not.toContain(SECRET);
      }
    }
    for (const { id } of host.runs.list()) host.runs.cancel(id);
    expect(await readdir(join(root, 'private'))).toEqual(privately);
    expect(await readFile(join(root, 'private', 'secret.txt'), 'utf8')).toBe(SECRET);
    expect((await readdir(root)).sort()).toEqual(['home', 'private']);
    expect(host.settings.get().grantedFolders).toEqual([]);
    expect(host.jobs.list()).toEqual([]);
  });
});
