import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { partialPath, WRITER } from '../../src/files/partial-path.ts';
import { claimInstance } from '../../src/host/instance-lock.ts';
import { whileInTheMaking } from '../../src/host/unfinished/in-the-making.ts';
import { writerFile } from '../../src/host/unfinished/living-writers.ts';
import { sweepUnfinished } from '../../src/host/unfinished/sweep.ts';
import { createRig } from './rig.ts';

const GONE = 'a0a0a0a0a0a0';
const LIVING = 'b1b1b1b1b1b1';

/** What our writers would call the file in the making of another process. */
const partialOf = (path: string, writer: string) => partialPath(path).replace(WRITER, writer);

async function put(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'half');
  return path;
}

const PLACES = [
  'settings.json',
  'browser-sessions.json',
  'drafts/tab-1/draft.json',
  'backups/ledger.db',
  'previews/abc/poster-64.jpg',
  'scratch/made',
];

async function setUp() {
  const rig = await createRig();
  const { home, clock } = rig;
  const quiet = { info: () => {}, warning: () => {} };
  const left = (writer: string) =>
    Promise.all(PLACES.map((place) => put(partialOf(join(home, place), writer))));
  return { rig, home, left, sweep: () => sweepUnfinished(home, clock, quiet) };
}

/** A second host on the home that says it is this writer. */
async function liveAs(home: string, text: string) {
  const instance = claimInstance(home);
  await writeFile(writerFile(home, instance.slot), text);
  return instance;
}

test('what a killed host left in the home is gone when the next one has started, however young it is', async () => {
  const { rig, home, left } = await setUp();
  const files = await left(GONE);
  const nameless = await put(join(home, 'scratch', 'older-than-our-names'));
  const database = await put(`${partialOf(join(home, 'backups/ledger.db'), GONE)}-wal`);
  await rig.host.close();
  rig.host = rig.openHost();
  await rig.host.close();
  expect([...files, nameless, database].filter((file) => existsSync(file))).toEqual([]);
});

test('what another living host is writing stays, and goes when that host has ended', async () => {
  const { home, left, sweep } = await setUp();
  const files = await left(LIVING);
  const other = await liveAs(home, LIVING);
  await sweep();
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  other.release();
  await sweep();
  expect(files.filter((file) => existsSync(file))).toEqual([]);
});

test('where a living host could not say who it is, nothing is swept', async () => {
  const { home, left, sweep } = await setUp();
  const files = await left(GONE);
  const other = await liveAs(home, '');
  await sweep();
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  other.release();
});

test('a file of the user that ends in .part stays, wherever it lies', async () => {
  const { rig, home, sweep } = await setUp();
  const output = join(rig.root, 'out');
  const own = await Promise.all(
    [
      join(home, 'workflows', '.film.part'),
      join(home, 'workflows', 'film.mkv.part'),
      join(home, 'workflows', '.film.1b4e28ba-2fa1-11d2-883f-0016d3cca427.part'),
      join(output, 'film.part'),
      // The name of another home's file in the making: nobody here noted it.
      partialOf(join(output, 'take.mp4'), GONE),
    ].map(put),
  );
  await sweep();
  expect(own.filter((file) => !existsSync(file))).toEqual([]);
});

test('what was being written to a folder of the user is found by its note, and nothing else that the note names', async () => {
  const { rig, home, sweep } = await setUp();
  const output = join(rig.root, 'out');
  const partial = await put(partialOf(join(output, 'take.mp4'), GONE));
  const film = await put(join(output, 'film.mp4'));
  const noteOf = (writer: string) =>
    join(home, 'in-the-making', `${writer}-1b4e28ba-2fa1-11d2-883f-0016d3cca427.json`);
  await put(noteOf(GONE));
  await writeFile(noteOf(GONE), JSON.stringify([partial, film]));
  await sweep();
  expect(await readdir(output)).toEqual(['film.mp4']);
  expect(existsSync(noteOf(GONE))).toBe(false);
});

test('a note lasts as long as the work, and work goes on where no note can be kept', async () => {
  const { home } = await setUp();
  const notes = () => readdir(join(home, 'in-the-making'));
  const partial = partialPath(join(home, 'x'));
  expect(await whileInTheMaking(home, [partial], notes)).toHaveLength(1);
  await expect(whileInTheMaking(home, [partial], () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  );
  expect(await notes()).toEqual([]);
  const file = await put(join(home, 'no-folder'));
  expect(await whileInTheMaking(file, [partial], async () => 'done')).toBe('done');
});

test('the name of a file in the making fits on every disk, however long its final name is', () => {
  const name = partialPath(join('/out', `${'映画🎬'.repeat(60)}.mp4`)).slice('/out/'.length);
  expect(Buffer.byteLength(name)).toBeLessThan(255);
});
