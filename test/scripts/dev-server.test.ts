import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DevServer, startDev } from '../../scripts/dev-server.ts';

let home: string;
let server: DevServer;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'blockout-dev-'));
  server = await startDev({ port: 0, env: { ...process.env, BLOCKOUT_HOME: home } });
});
afterAll(async () => {
  await server?.close();
  await rm(home, { recursive: true, force: true });
});

const ask = (path: string, init?: RequestInit) =>
  fetch(new URL(path, server.origin), { redirect: 'manual', ...init });

test('the page comes from its sources, with hot reload and a policy that lets nothing in from elsewhere', async () => {
  const page = await ask('/');
  expect(await page.text()).toContain('/@vite/client');
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
});

test('the host’s door stays shut in development: a link opens it once, and other pages not at all', async () => {
  expect((await ask('/api/settings')).status).toBe(401);
  const link = await server.newLink();
  const entered = await ask(link);
  expect(entered.status).toBe(303);
  const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
  expect(entered.headers.get('set-cookie')).toContain('HttpOnly; SameSite=Strict');
  expect((await ask(link)).status).toBe(401);
  expect((await ask('/api/settings', { headers: { cookie } })).status).toBe(200);
  const post = (origin: string) =>
    ask('/api/log', {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json' },
      body: '{}',
    });
  expect((await post('http://elsewhere.example')).status).toBe(403);
  // It is let in, and read.
  expect((await post(server.origin)).status).toBe(400);
});
