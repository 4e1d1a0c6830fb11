import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { encodeRgbExr, init } from 'exrs';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { FramesValue } from '../../src/engine/value.ts';
import { createOutputFiles } from '../../src/host/services/output-files.ts';
import { createRig } from './rig.ts';

beforeAll(() => init());

async function setUp() {
  const rig = await createRig();
  const folder = join(rig.root, 'out');
  const { assets, media } = rig.host;
  const output = {
    home: rig.home,
    assets,
    media,
    clock: rig.clock,
    workflowName: 'Harbor',
    folder,
    root: folder,
  };
  const files = createOutputFiles(output);
  const framesOf = async (values: readonly number[]): Promise<FramesValue> => ({
    fps: 24,
    frames: await Promise.all(
      values.map(async (value) => {
        const interleavedRgbPixels = new Float32Array(24).fill(value);
        const bytes = encodeRgbExr({ width: 4, height: 2, interleavedRgbPixels, precision: 'f16' });
        const { hash, name } = await assets.importStream(Readable.from([bytes]), `${value}.exr`);
        const info = { kind: 'image', format: 'exr', width: 4, height: 2, hasAlpha: false } as const;
        assets.describe(hash, info, 'image/x-exr');
        return { asset: hash, name, width: 4, height: 2 };
      }),
    ),
  });
  const told: number[] = [];
  const save = (frames: FramesValue, name: string, more: object = {}) =>
    files.saveFrames(
      frames,
      name,
      { node: 'Save', seed: '7' },
      {
        firstNumber: 1,
        format: 'source',
        signal: new AbortController().signal,
        progress: (fraction) => told.push(fraction),
        ...more,
      },
    );
  return { root: rig.root, files, folder, framesOf, save, told, assets };
}

test('every frame lands under its number, byte by byte', async () => {
  const { folder, framesOf, save, told, assets } = await setUp();
  const frames = await framesOf([1, 2, 3]);
  const saved = await save(frames, 'shots/{workflow}_{seed}.{frame}', { firstNumber: 1001 });
  const names = ['Harbor_7.1001.exr', 'Harbor_7.1002.exr', 'Harbor_7.1003.exr'];
  expect(await readdir(join(folder, 'shots'))).toEqual(names);
  expect(saved).toMatchObject({ path: join(folder, 'shots', names[0]!), frameCount: 3 });
  for (const [place, { asset }] of frames.frames.entries()) {
    const bytes = await readFile(join(folder, 'shots', names[place]!));
    expect(bytes.equals(await readFile(assets.pathOf(asset)))).toBe(true);
  }
  expect(told.at(-1)).toBe(1);
});

test('the same sequence is used again, another one counts up as a whole', async () => {
  const { folder, framesOf, save } = await setUp();
  const first = await framesOf([1, 2]);
  const path = (await save(first, '{take}/a')) as { path: string };
  expect(await save(first, '{take}/a')).toEqual(path);
  await save(await framesOf([3, 4]), '{take}/a');
  await save(await framesOf([5, 6]), 'b.{frame}');
  await save(await framesOf([7, 8]), 'b.{frame}');
  const all = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.exr')).sort();
  expect(all).toEqual(
    [
      ...['001/a.0001.exr', '001/a.0002.exr', '002/a.0001.exr', '002/a.0002.exr'],
      ...['b.0001.exr', 'b.0002.exr', 'b_2.0001.exr', 'b_2.0002.exr'],
    ].sort(),
  );
});

test('one foreign file among the names moves the whole sequence on', async () => {
  const { folder, framesOf, save } = await setUp();
  await save(await framesOf([1, 2]), 'a.{frame}');
  await rm(join(folder, 'a.0001.exr'));
  await writeFile(join(folder, 'a.0002.exr'), 'mine');
  await save(await framesOf([3, 4]), 'a.{frame}');
  expect((await readdir(folder)).sort()).toEqual(['a.0002.exr', 'a_2.0001.exr', 'a_2.0002.exr']);
  expect(await readFile(join(folder, 'a.0002.exr'), 'utf8')).toBe('mine');
});

test('PNG is a tone-mapped picture of each frame', async () => {
  const { folder, framesOf, save } = await setUp();
  await save(await framesOf([0.2, 8]), 'p.{frame}', { format: 'png' });
  const [dark, bright] = await Promise.all(
    ['p.0001.png', 'p.0002.png'].map(
      async (name) => (await sharp(join(folder, name)).stats()).channels[0]!.mean,
    ),
  );
  expect(dark).toBeGreaterThan(80);
  expect(bright).toBeGreaterThan(240);
});

test('a cancelled or failed sequence leaves nothing behind', async () => {
  const { folder, framesOf, save, files, assets } = await setUp();
  const abort = new AbortController();
  const progress = () => abort.abort();
  const frames = await framesOf([1, 2, 3]);
  expect(await save(frames, 'a.{frame}', { signal: abort.signal, progress })).toMatchObject({
    failed: true,
    code: 'cancelled',
  });
  expect(await readdir(folder)).toEqual([]);
  await rm(assets.pathOf(frames.frames[1]!.asset));
  expect(await save(frames, 'a.{frame}')).toMatchObject({ failed: true, code: 'output' });
  expect(await readdir(folder)).toEqual([]);
  expect(await files.areIntact({ path: join(folder, 'a.0001.exr'), frameCount: 3, sizeBytes: 9 })).toBe(
    false,
  );
});

test('a saved sequence counts as there only while every file is whole and in the output folder', async () => {
  const { folder, framesOf, save, files } = await setUp();
  const saved = await save(await framesOf([1, 2, 3]), 'a.{frame}');
  if ('failed' in saved) throw new Error(saved.message);
  expect(await files.areIntact(saved)).toBe(true);
  expect(await files.areIntact({ ...saved, path: `/elsewhere/a.0001.exr` })).toBe(false);
  await writeFile(join(folder, 'a.0002.exr'), 'short');
  expect(await files.areIntact(saved)).toBe(false);
  await rm(join(folder, 'a.0002.exr'));
  expect(await files.areIntact(saved)).toBe(false);
});

test('a sequence stays in the output folder: absolute names and links out of it are refused, a link in a name’s place is passed by', async () => {
  const { root, folder, framesOf, save } = await setUp();
  const frames = await framesOf([1, 2]);
  const outside = join(root, 'outside');
  await mkdir(outside);
  await mkdir(folder);
  await symlink(outside, join(folder, 'away'));
  const refused = { failed: true, code: 'output', param: 'name' };
  expect(await save(frames, join(outside, 'a'))).toMatchObject(refused);
  expect(await save(frames, 'away/a')).toMatchObject({
    ...refused,
    message: '“away/a” leads outside the output folder through a link.',
  });
  expect(await save(frames, 'away/{frame}/a')).toMatchObject(refused);
  expect(await readdir(outside)).toEqual([]);
  await symlink(join(outside, 'nowhere'), join(folder, 'b.0002.exr'));
  expect(await save(frames, 'b')).toMatchObject({ path: join(folder, 'b_2.0001.exr') });
  expect(await readdir(outside)).toEqual([]);
});
