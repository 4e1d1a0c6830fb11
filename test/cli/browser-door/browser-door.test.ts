import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedEditor, serveEditor } from '../../../src/cli/browser-door/serve-editor.ts';
import { sessionFile } from '../../../src/cli/browser-door/session-file.ts';
import { createHost } from '../../../src/host/create-host.ts';
import { createFrontDoor } from '../../../src/host/door/front-door.ts';
import type { Host } from '../../../src/host/host.ts';
import { KEY } from '../../host/rig.ts';
import { CLIP } from '../../host/shot.ts';

let root: string;
let host: Host;
let served: ServedEditor;
let cookie: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'door-'));
  const page = join(root, 'renderer');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Blockout</title>');
  await writeFile(join(page, 'assets/index-a1b2c3d4.js'), 'export {}');
  await writeFile(join(root, 'secret.txt'), 'not for browsers');
  await symlink(join(root, 'secret.txt'), join(page, 'link.txt'));
  host = createHost({ home: join(root, 'home'), env: { FAL_KEY: KEY } });
  served = await serveEditor(createFrontDoor(host, page), 0, sessionFile(host.home));
  const entered = await fetch(served.newLink(), { redirect: 'manual' });
  cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
});
afterAll(async () => {
  await served.close();
  await host.close();
  await rm(root, { recursive: true, force: true });
});

interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A request with exactly this path and these headers; `fetch` would tidy both up. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port: served.port, path, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('latin1');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('the one-time link', () => {
  test('opens a session that scripts and other sites cannot reach', async () => {
    const link = new URL(served.newLink());
    const entered = await raw(`${link.pathname}${link.search}`);
    expect([entered.status, entered.headers.location]).toEqual([303, '/']);
    const given = String(entered.headers['set-cookie']);
    expect(given).toMatch(
      /^blockout-session-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/,
    );
    expect(given).not.toContain(link.searchParams.get('token')!);
    const page = await raw('/', { cookie: given.split(';')[0]! });
    expect([page.status, page.text]).toEqual([200, '<!doctype html><title>Blockout</title>']);
  });

  test('brings the session along when it was opened from a page on disk, which is another site', async () => {
    const link = new URL(served.newLink());
    const entered = await raw(`${link.pathname}${link.search}`, { 'sec-fetch-site': 'cross-site' });
    expect([entered.status, entered.headers.refresh]).toEqual([200, '0;url=/']);
    const cookieOf = String(entered.headers['set-cookie']).split(';')[0]!;
    expect((await raw('/', { cookie: cookieOf, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  test('works once', async () => {
    const link = new URL(served.newLink());
    await raw(`${link.pathname}${link.search}`);
    const again = await raw(`${link.pathname}${link.search}`);
    expect(again.status).toBe(401);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.text).toContain('used already');
  });

  test.each(['', '?token=', '?token=guess'])('a guess opens nothing: %s', async (search) => {
    expect((await raw(`/enter${search}`)).status).toBe(401);
  });
});

describe('who is turned away', () => {
  test.each(['/', '/api/settings', '/api/events', '/assets/index-a1b2c3d4.js'])(
    '%s without a session',
    async (path) => {
      expect((await raw(path)).status).toBe(401);
      expect((await raw(path, { cookie: cookie.replace(/=.*/, '=made-up') })).status).toBe(401);
    },
  );

  test.each(['evil.example', 'evil.example:4020', '127.0.0.1', 'localhost:1', '[::1]:4020', '0.0.0.0'])(
    'a request that calls this machine %s, as a rebound name would',
    async (name) => {
      for (const path of ['/', '/api/settings', '/enter?token=x']) {
        expect((await raw(path, { host: name, cookie })).status).toBe(421);
      }
    },
  );

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'a page of the origin %s',
    async (origin) => {
      expect((await raw('/api/settings', { cookie, origin })).status).toBe(403);
      expect((await raw('/api/jobs/resume', { cookie, origin }, 'POST')).status).toBe(403);
    },
  );

  test('a form of another site, which sends no origin, and an embedded picture', async () => {
    expect((await raw('/api/jobs/resume', { cookie }, 'POST')).status).toBe(403);
    expect((await raw('/api/settings', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await raw('/api/settings', { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  test('whoever would give leave to read files without being the editor’s own page', async () => {
    const own = `http://127.0.0.1:${served.port}`;
    const body = JSON.stringify({ path: root });
    const type = { 'content-type': 'application/json' };
    const given = (headers: Record<string, string>) =>
      raw('/api/grants', { ...type, ...headers }, 'POST', body);
    expect((await given({ origin: own })).status).toBe(401);
    expect((await given({ cookie })).status).toBe(403);
    expect((await given({ cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await given({ cookie, origin: 'null' })).status).toBe(403);
    expect(host.settings.get().grantedFolders).toEqual([]);
  });

  test('nobody when everything is right, under both names of this machine', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const own = `${name}:${served.port}`;
      const headers = { cookie, host: own, origin: `http://${own}`, 'sec-fetch-site': 'same-origin' };
      expect((await raw('/api/settings', headers)).status).toBe(200);
      expect((await raw('/api/jobs/resume', headers, 'POST')).status).toBe(202);
    }
  });
});

describe('the page', () => {
  const policyOf = ({ headers }: Raw) => String(headers['content-security-policy']);

  test.each(['/', '/api/settings', '/nothing', '/enter?token=x'])(
    '%s carries a strict policy',
    async (path) => {
      const answer = await raw(path, { cookie });
      expect(policyOf(answer)).toContain("default-src 'none'; script-src 'self';");
      expect(policyOf(answer)).toContain("frame-ancestors 'none'");
      expect(policyOf(answer)).not.toMatch(/script-src[^;]*unsafe|https?:|\*/);
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    },
  );

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%252e%252e/secret.txt',
    '/..%5csecret.txt',
    '/link.txt',
    '//etc/passwd',
    '/%00',
    '/%ff',
    '/assets',
  ])('serves nothing outside of its folder: %s', async (path) => {
    const answer = await raw(path, { cookie });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('not for browsers');
    expect(answer.text).not.toContain('root:');
  });

  test('is asked for anew each time, while hashed files are kept', async () => {
    expect((await raw('/', { cookie })).headers['cache-control']).toBe('no-store');
    const script = await raw('/assets/index-a1b2c3d4.js', { cookie });
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });
});

describe('media', () => {
  test('are served by byte ranges, sandboxed', async () => {
    const clip = await readFile(CLIP);
    const own = `http://127.0.0.1:${served.port}`;
    const uploaded = await fetch(`${own}/api/assets?name=clip.mp4`, {
      method: 'POST',
      body: clip,
      headers: { cookie, origin: own },
    });
    const { asset } = (await uploaded.json()) as { asset: { hash: string; info: object } };
    expect(asset.info).toMatchObject({ kind: 'video', width: 64, frameCount: 12 });
    const path = `/api/assets/${asset.hash}/file`;
    const whole = await raw(path, { cookie });
    expect(whole.text).toBe(clip.toString('latin1'));
    expect(whole.headers['content-security-policy']).toContain('sandbox');
    const part = await raw(path, { cookie, range: 'bytes=10-19' });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${clip.length}`]);
    expect(part.text).toBe(clip.subarray(10, 20).toString('latin1'));
    const tail = await raw(path, { cookie, range: 'bytes=-5' });
    expect(tail.text).toBe(clip.subarray(-5).toString('latin1'));
    const beyond = await raw(path, { cookie, range: `bytes=${clip.length}-` });
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${clip.length}`]);
  });
});

test('the key goes in and never comes out, by any route', async () => {
  const own = `http://127.0.0.1:${served.port}`;
  const headers = { cookie, origin: own, 'content-type': 'application/json' };
  const typed = 'walrus-typed-key-42:heron-typed-secret-43';
  await raw('/api/settings/key', headers, 'PUT', JSON.stringify({ key: typed }));
  const answers = [
    ...(await Promise.all(
      [
        'settings',
        'providers',
        'jobs',
        'runs',
        'session',
        'recents',
        'door',
        'spending',
        'templates',
        'nodes',
        'assets',
        'workflows',
      ].map((route) => raw(`/api/${route}`, { cookie })),
    )),
    await raw('/api/settings/key', headers, 'PUT', JSON.stringify({ key: `${typed} ` })),
    await raw('/api/settings/key', headers, 'PUT', JSON.stringify({ key: `${KEY}:third` })),
    await raw('/api/settings', headers, 'PATCH', JSON.stringify({ theme: KEY })),
    await raw('/api/settings/key', headers, 'DELETE'),
  ];
  expect(answers.every(({ status }) => status < 500)).toBe(true);
  const text = answers.map((answer) => JSON.stringify(answer)).join('\n');
  for (const part of [...KEY.split(':'), ...typed.split(':')]) expect(text).not.toContain(part);
});
