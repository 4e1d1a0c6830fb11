import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeManyJobs } from '../host/many-jobs.ts';
import { type Bench, createBench } from './command-line.ts';

let bench: Bench;
beforeAll(() => {
  bench = createBench();
});
afterAll(() => bench.remove());

const homeOf = (name: string) => {
  const home = join(bench.folder, name);
  mkdirSync(home);
  return home;
};

test('a reader that goes away, as “| head” does, ends nothing with a stack trace', async () => {
  const done = await bench.process(['nodes', '--json'], {}, undefined, { closesStdout: true });
  expect(done.stderr).toBe('');
  expect(done.status).toBe(0);
});

describe('a long ledger', () => {
  let env: { BLOCKOUT_HOME: string };
  beforeAll(async () => {
    env = { BLOCKOUT_HOME: homeOf('many') };
    await writeManyJobs(env.BLOCKOUT_HOME, 503);
  });

  test('is listed up to the newest 500, and says so with the way to the rest', async () => {
    const listed = await bench.cli(['jobs'], env);
    const lines = listed.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(501);
    expect(lines[0]).toMatch(/seed 503 /);
    expect(lines.at(-1)).toBe('the newest 500 of 503 jobs; --limit 503 shows all of them');
    const all = await bench.cli(['jobs', '--limit', '503'], env);
    expect(all.stdout.trimEnd().split('\n')).toHaveLength(503);
    expect(all.stdout).not.toMatch(/the newest/);
  });

  test('tells a program the same', async () => {
    const events = (await bench.cli(['jobs', '--json'], env)).events();
    expect(events.at(-1)).toEqual({ event: 'more-jobs', shown: 500, total: 503 });
    expect((await bench.cli(['jobs', '--limit', 'many'], env)).status).toBe(2);
  });
});

test('a data folder that can’t be used is one sentence with the way out, not a stack trace', async () => {
  const home = homeOf('newer');
  const database = new DatabaseSync(join(home, 'blockout.db'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  const done = await bench.process(['jobs'], { BLOCKOUT_HOME: home });
  expect(done.status).toBe(1);
  expect(done.stderr).toMatch(/^error: .*newer Blockout.*Update Blockout[^\n]*\n$/);
  const json = await bench.cli(['jobs', '--json'], { BLOCKOUT_HOME: home });
  expect(json.events()).toMatchObject([{ event: 'refused', problems: [{ code: 'storage' }] }]);
});

test('--verbose tells what happens inside on stderr, and stdout stays as it was', async () => {
  const env = { BLOCKOUT_HOME: homeOf('verbose') };
  const shot = bench.write('shot.json', {
    format: 'blockout/workflow',
    version: 1,
    id: 'v',
    name: 'V',
    nodes: [{ id: 'a', type: 'number', typeVersion: 1, position: { x: 0, y: 0 }, params: { value: 3 } }],
    edges: [],
  });
  const plain = await bench.cli(['run', shot], env);
  const verbose = await bench.cli(['run', shot, '--verbose'], env);
  expect(plain.stderr).not.toMatch(/info/);
  expect(verbose.stderr).toMatch(/info +host .* opened/);
  expect(verbose.stdout).toBe(plain.stdout);
});
