import { EventEmitter } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openHostOrTell } from '../../src/main/open-host.ts';
import { fakeElectron } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron);

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'shell-host-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
});

test('the desktop program logs an error that nobody caught and goes on serving', async () => {
  const source = new EventEmitter();
  const host = openHostOrTell({ home, env: {}, takeUpJobs: false }, source)!;
  onTestFinished(() => host.close());
  source.emit('uncaughtException', new Error('a window came back from nowhere'));
  source.emit('unhandledRejection', new Error('nobody waited'));
  expect((await host.fetch(new Request('http://x/api/jobs'))).status).toBe(200);
  const log = await readFile(join(home, 'logs', 'blockout.log'), 'utf8');
  expect(log).toContain('a window came back from nowhere');
  expect(log).toContain('nobody waited');
  expect(fakeElectron.dialog.showErrorBox).not.toHaveBeenCalled();
});

test('the desktop program says why it can’t start, with the way out, and opens nothing', async () => {
  const source = new EventEmitter();
  const inTheWay = join(home, 'file');
  await writeFile(inTheWay, '');
  expect(openHostOrTell({ home: inTheWay, env: {} }, source)).toBeNull();
  expect(fakeElectron.dialog.showErrorBox).toHaveBeenCalledExactlyOnceWith(
    'Blockout can’t start',
    expect.stringMatching(/The data folder .* can’t be made or used[\s\S]*Set BLOCKOUT_HOME/),
  );
  expect(source.eventNames()).toEqual([]);
});
