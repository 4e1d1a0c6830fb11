import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { AssetTooLargeError, openAssetStore } from '../../src/host/assets/asset-store.ts';
import { createQuickClock } from './quick-clock.ts';
import { openTestStore } from './test-store.ts';

async function setUp() {
  const home = await mkdtemp(join(tmpdir(), 'assets-'));
  const clock = createQuickClock();
  const rows = openTestStore(join(home, 'blockout.db'), clock);
  onTestFinished(async () => {
    rows.close();
    await rm(home, { recursive: true, force: true });
  });
  const warnings: string[] = [];
  const open = () => openAssetStore(home, rows, clock, { warning: (_area, text) => warnings.push(text) });
  return { home, clock, warnings, open, store: open() };
}

const streamOf = (text: string) => Readable.from([Buffer.from(text)]);
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

test('a file lies under its hash, whole, with the name it came in by', async () => {
  const { home, store } = await setUp();
  const asset = await store.importStream(streamOf('content'), 'a.mp4');
  expect(asset).toMatchObject({ hash: hashOf('content'), name: 'a.mp4', sizeBytes: 7, info: null });
  expect(store.pathOf(asset.hash)).toBe(join(home, 'assets', asset.hash.slice(0, 2), asset.hash));
  expect(await readFile(store.pathOf(asset.hash), 'utf8')).toBe('content');
});

test('the same content is kept once, however often and by whatever way it comes', async () => {
  const { home, store } = await setUp();
  const path = store.scratchPath();
  await writeFile(path, 'content');
  const assets = await Promise.all([
    store.importStream(streamOf('content'), 'a.mp4'),
    store.importStream(streamOf('content'), 'b.mp4'),
    store.adopt(path, 'c.mp4'),
  ]);
  expect(new Set(assets.map(({ hash }) => hash))).toEqual(new Set([hashOf('content')]));
  expect(new Set(assets.map(({ name }) => name)).size).toBe(1);
  expect(await readdir(join(home, 'assets', hashOf('content').slice(0, 2)))).toHaveLength(1);
  expect(await readdir(join(home, 'scratch'))).toEqual([]);
});

test('a file that was damaged in the store is repaired by the next import', async () => {
  const { store } = await setUp();
  const { hash } = await store.importStream(streamOf('content'), 'a.mp4');
  await writeFile(store.pathOf(hash), 'con');
  await store.importStream(streamOf('content'), 'a.mp4');
  expect(await readFile(store.pathOf(hash), 'utf8')).toBe('content');
});

test('a file that was cut counts as gone, at once', async () => {
  const { store } = await setUp();
  const { hash } = await store.importStream(streamOf('content'), 'a.mp4');
  expect(store.has(hash)).toBe(true);
  await truncate(store.pathOf(hash), 3);
  expect(store.has(hash)).toBe(false);
  expect(await store.isWhole(hash)).toBe(false);
});

test('a file with another content of the same size counts as gone once it was hashed, and is told', async () => {
  const { store, warnings } = await setUp();
  const { hash } = await store.importStream(streamOf('content'), 'a.mp4');
  await writeFile(store.pathOf(hash), 'CONTENT');
  await utimes(store.pathOf(hash), 1_000, 1_000);
  expect(store.has(hash)).toBe(false);
  expect(await store.settleDoubts()).toBe(false);
  expect(await store.isWhole(hash)).toBe(false);
  expect(warnings).toEqual([expect.stringContaining(hash)]);
  await store.importStream(streamOf('content'), 'a.mp4');
  expect(store.has(hash)).toBe(true);
});

test('a file that merely looks changed, as after copying the data folder, is hashed once and counts', async () => {
  const { open, store } = await setUp();
  const { hash } = await store.importStream(streamOf('content'), 'a.mp4');
  await utimes(store.pathOf(hash), 1_000, 1_000);
  expect(store.has(hash)).toBe(false);
  expect(await store.settleDoubts()).toBe(true);
  expect(store.has(hash)).toBe(true);
  // The next session need not hash it again.
  expect(open().has(hash)).toBe(true);
});

test('too much, or a stream that breaks, leaves nothing behind', async () => {
  const { home, store } = await setUp();
  await expect(store.importStream(streamOf('content'), 'a', 6)).rejects.toThrow(AssetTooLargeError);
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('con');
      throw new Error('line broke');
    })(),
  );
  await expect(store.importStream(broken, 'a')).rejects.toThrow('line broke');
  expect(await readdir(join(home, 'scratch'))).toEqual([]);
  expect(store.list(10)).toEqual([]);
});

test.each(['../../etc/passwd', '', 'AB'.repeat(32), `${'a'.repeat(64)}/..`])(
  'the hash %j leads nowhere',
  async (hash) => {
    const { store } = await setUp();
    expect(store.has(hash)).toBe(false);
    expect(() => store.pathOf(hash)).toThrow('not an asset hash');
  },
);
