import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { videoValue } from '../../src/engine/media-values.ts';
import type { VideoValue } from '../../src/engine/value.ts';
import { inspectAsset } from '../../src/host/assets/inspect-asset.ts';
import { createMediaTools } from '../../src/host/services/media-tools.ts';
import { writeGrey } from '../media/grey-frame.ts';
import { createRig } from './rig.ts';
import { CLIP } from './shot.ts';

const NEVER = new AbortController().signal;

async function setUp() {
  const { host, home } = await createRig();
  const { assets, media } = host;
  const { hash } = await assets.importStream(createReadStream(CLIP), 'clip.mp4');
  const found = await inspectAsset(hash, assets, media);
  if (!found.ok || found.value.kind !== 'video') throw new Error('the sample clip is no video');
  const clip: VideoValue = videoValue(hash, 'clip.mp4', found.value);
  const { files } = host.facts;
  return { home, assets, clip, files, tools: createMediaTools(assets, media, files) };
}

test('a frame becomes an image in the store', async () => {
  const { assets, clip, tools } = await setUp();
  const image = await tools.extractFrame(clip, 3, NEVER);
  expect(image).toMatchObject({ name: 'clip-frame-3.png', width: 64, height: 64 });
  if ('failed' in image) throw new Error(image.message);
  expect(assets.get(image.asset)).toMatchObject({
    contentType: 'image/png',
    info: { kind: 'image', width: 64 },
  });
  expect(assets.has(image.asset)).toBe(true);
});

test('the same frame is the same asset', async () => {
  const { clip, tools } = await setUp();
  expect(await tools.extractFrame(clip, 3, NEVER)).toEqual(await tools.extractFrame(clip, 3, NEVER));
  expect(await tools.extractFrame(clip, 4, NEVER)).not.toEqual(await tools.extractFrame(clip, 3, NEVER));
});

test('a frame that is not there is told by the name of the clip', async () => {
  const { home, clip, tools } = await setUp();
  expect(await tools.extractFrame(clip, 12, NEVER)).toMatchObject({
    failed: true,
    code: 'media',
    message: 'Frame 12 is not in "clip.mp4": it has frames 0 to 11.',
    fix: 'Choose a frame from 0 to 11.',
  });
  expect(await readdir(join(home, 'scratch'))).toEqual([]);
});

test('a conformed clip has what was asked, and its notes come along', async () => {
  const { assets, clip, tools } = await setUp();
  const fractions: number[] = [];
  const made = await tools.conform(
    clip,
    { fps: 12, frameCount: 9, width: 96, height: 48, fit: 'pad' },
    NEVER,
    (fraction) => fractions.push(fraction),
  );
  if ('failed' in made) throw new Error(made.message);
  expect(made.video).toMatchObject({
    name: 'clip-conformed.mp4',
    width: 96,
    height: 48,
    fps: 12,
    frameCount: 9,
    hasAudio: false,
  });
  expect(made.notes.join(' ')).toMatch(/held/);
  expect(assets.get(made.video.asset)!.info).toMatchObject({ frameCount: 9 });
  expect(fractions.length).toBeGreaterThan(0);
});

test('a cancelled conform leaves nothing behind', async () => {
  const { home, clip, tools } = await setUp();
  const abort = new AbortController();
  abort.abort();
  expect(await tools.conform(clip, { fps: 12 }, abort.signal, () => {})).toMatchObject({
    failed: true,
    code: 'cancelled',
  });
  expect(await readdir(join(home, 'scratch'))).toEqual([]);
});

test('a cancelled clip of frames is no failure of theirs and leaves nothing behind', async () => {
  const { home, files, tools } = await setUp();
  const path = join(home, 'f_1.png');
  await writeGrey(path, 50);
  const [digest] = await files.digestsOf([path]);
  const frames = Array.from({ length: 200 }, () => ({ number: 1, path, digest: digest! }));
  const abort = new AbortController();
  const sequence = { name: 'f_#.png', frames, fps: 24, toneMap: 'clip', layer: '' } as const;
  const made = await tools.assemble(sequence, abort.signal, () => abort.abort());
  expect(made).toMatchObject({ failed: true, code: 'cancelled' });
  expect(await readdir(join(home, 'scratch'))).toEqual([]);
});
