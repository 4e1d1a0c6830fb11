import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt, PAGE, ROOT, SHELL } from '../../scripts/built-parts.ts';
import { CLIP } from '../host/shot.ts';

interface Answer {
  readonly id: number;
  readonly status: number;
  readonly policy: string;
  readonly text: string;
}

let home: string;
let shell: ChildProcess;
let opened: { loaded: string; options: { webPreferences: { preload: string } } };

beforeAll(async () => {
  expect(ensureBuilt(PAGE) && ensureBuilt(SHELL)).toBe(true);
  home = await mkdtemp(join(tmpdir(), 'shell-'));
  shell = fork(join(ROOT, SHELL.result), [], {
    execArgv: ['--import', join(import.meta.dirname, 'electron-hook.ts')],
    env: { ...process.env, BLOCKOUT_HOME: home, APP_PATH: ROOT, FAL_KEY: '', OXEN_API_KEY: '' },
  });
  [opened] = (await once(shell, 'message')) as [typeof opened];
});
afterAll(async () => {
  shell?.kill('SIGKILL');
  await rm(home, { recursive: true, force: true });
});

let count = 0;
async function ask(path: string, init: { method?: string; base64?: string } = {}): Promise<Answer> {
  const id = ++count;
  shell.send({ id, url: `blockout://app${path}`, ...init });
  for (;;) {
    const [answer] = (await once(shell, 'message')) as [Answer];
    if (answer.id === id) return answer;
  }
}

test('the built shell serves the editor and the API from its own scheme', async () => {
  expect(opened.loaded).toBe('blockout://app/');
  const page = await ask('/');
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('<div id="root"')]);
  expect(page.policy).toContain("script-src 'self'");
  const door = JSON.parse((await ask('/api/door')).text);
  expect(door).toMatchObject({ kind: 'electron', canPickFiles: true });
  const { templates } = JSON.parse((await ask('/api/templates')).text);
  expect(templates.length).toBeGreaterThan(0);
});

test('its media process starts from the built files', async () => {
  const base64 = (await readFile(CLIP)).toString('base64');
  const uploaded = await ask('/api/assets?name=clip.mp4', { method: 'POST', base64 });
  expect(JSON.parse(uploaded.text)).toMatchObject({
    asset: { info: { kind: 'video', width: 64, frameCount: 12 } },
    problem: null,
  });
});

test('its preload script is CommonJS, as a sandbox needs it', async () => {
  const text = await readFile(opened.options.webPreferences.preload, 'utf8');
  expect(text).toContain('require("electron")');
  expect(text).not.toMatch(/^import /m);
  // A sandboxed preload script finds no other module at run time.
  expect([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
});

test('it closes the host before it ends', async () => {
  const ended = once(shell, 'exit');
  shell.send('quit');
  expect((await ended)[0]).toBe(0);
});
