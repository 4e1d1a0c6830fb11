import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { ensureBuilt, PAGE } from '../../scripts/built-parts.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import type { Host } from '../../src/host/host.ts';
import { createRig, onlyJob } from './rig.ts';
import { writeShot } from './shot.ts';
import { whileReadOnly } from './unwritable.ts';

const json = async (host: Host, path: string) =>
  (await (await host.fetch(new Request(`http://x${path}`))).json()) as Record<string, unknown>;

test('a home that became read-only can be looked at and its takes used, and nothing is sent', async () => {
  const rig = await createRig();
  expect((await rig.run()).status).toBe('done');
  const paid = await rig.plan();
  await rig.change({ seed: 43 });
  await rig.host.close();
  await whileReadOnly(rig.home, async () => {
    rig.host = rig.openHost();
    expect(rig.host.store.readOnlyFor).toMatchObject({
      kind: 'read-only',
      fix: expect.stringContaining('BLOCKOUT_HOME'),
    });
    expect(onlyJob(rig.host).state).toBe('done');
    expect(await json(rig.host, '/api/jobs')).toMatchObject({ jobs: [{ state: 'done' }] });
    expect((await rig.host.run(paid)).status).toBe('done');
    const sent = rig.submits().length;
    expect(await rig.run()).toMatchObject({
      status: 'failed',
      problems: [{ code: 'storage', fix: expect.stringContaining('start Blockout again') }],
    });
    expect(rig.submits()).toHaveLength(sent);
    await rig.host.close();
  });
});

test('a home in which no place can be claimed is only looked at, even where its ledger could be written', async () => {
  const rig = await createRig();
  expect((await rig.run()).status).toBe('done');
  await rig.host.close();
  const lock = join(rig.home, 'instances', '0.lock');
  await rm(lock);
  await mkdir(lock);
  rig.host = rig.openHost();
  expect(rig.host.store.readOnlyFor).toMatchObject({
    kind: 'unreadable',
    fix: expect.stringContaining('again'),
  });
  expect(onlyJob(rig.host).state).toBe('done');
  await rig.change({ seed: 43 });
  const sent = rig.submits().length;
  expect(await rig.run()).toMatchObject({ status: 'failed', problems: [{ code: 'storage' }] });
  expect(rig.submits()).toHaveLength(sent);
});

/** What a command prints to stderr, and its status. */
async function command(args: readonly string[], home: string) {
  let stderr = '';
  const stream = (keep: (text: string) => void) =>
    new Writable({
      write(chunk, _encoding, done) {
        keep(String(chunk));
        done();
      },
    });
  const status = await runCli(args, {
    stdin: process.stdin,
    stdout: stream(() => {}),
    stderr: stream((text) => {
      stderr += text;
    }),
    env: { BLOCKOUT_HOME: home },
    signal: AbortSignal.abort(),
  });
  return { status, stderr };
}

/** A folder with an empty home and another folder in it. */
async function createEmptyHome() {
  const root = await mkdtemp(join(tmpdir(), 'read-only-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const [home, folder] = [join(root, 'home'), join(root, 'shot')];
  for (const made of [home, folder]) await mkdir(made);
  return { home, folder };
}

test('blockout serve in a read-only home serves, although a folder that it was to grant can’t be remembered', async () => {
  expect(ensureBuilt(PAGE)).toBe(true);
  const { home, folder } = await createEmptyHome();
  const args = ['serve', '--no-open', '--port', '0', '--grant', folder];
  const { status, stderr } = await whileReadOnly(home, () => command(args, home));
  expect(stderr).toMatch(/^warning: .*read-only/);
  expect(stderr).toMatch(/^error: The settings were not changed\./m);
  expect(status).toBe(0);
});

test.each(['jobs', 'nodes', 'resume', 'check', 'run'])(
  'blockout %s in an empty home that is read-only says so in one line, with the way out',
  async (name) => {
    const { home, folder } = await createEmptyHome();
    const file = ['check', 'run'].includes(name) ? [await writeShot(folder)] : [];
    const { stderr } = await whileReadOnly(home, () => command([name, ...file], home));
    const told = stderr.split('\n').filter((line) => line.includes('read-only'));
    expect(told[0]).toMatch(/^warning: .*data folder.* BLOCKOUT_HOME .*start Blockout again\.$/);
    // What can't be read in is not taken for missing.
    expect(stderr).not.toMatch(/is not there|^\s+at |ENOENT|EACCES/m);
  },
);
