import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { conform } from '../../src/media/conform.ts';
import { edgeMap } from '../../src/media/edge-map.ts';
import { edges } from '../../src/media/edges.ts';
import { extractFrame } from '../../src/media/extract-frame.ts';
import { filmstrip } from '../../src/media/filmstrip.ts';
import { poster } from '../../src/media/poster.ts';
import { clipFrames } from '../../src/simulator/render/clip-frames.ts';
import { ffmpeg, HAS_FFMPEG } from './ffmpeg.ts';
import { turnClip } from './mp4-boxes.ts';
import { mustOpen, mustSucceed, readFrames } from './must-open.ts';
import { colorAt, LEFT, type Picture, RIGHT, twoHalves, writeTaggedClip } from './tagged-clip.ts';
import { fixture, temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
const context = { progress: () => {} };
const BLACK = [0, 0, 0];
/** Two roundings to eight bits and a quantizer that is not lossless. */
const TOLERANCE = 4;
const JPEG_TOLERANCE = 8;

function expectColor(found: number[], wanted: readonly number[], tolerance = TOLERANCE) {
  const worst = Math.max(...wanted.map((value, channel) => Math.abs(found[channel]! - value)));
  expect(worst, `${found} instead of ${wanted}`).toBeLessThanOrEqual(tolerance);
}

function expectHalves(picture: Picture, tolerance = TOLERANCE) {
  expectColor(colorAt(picture, 0.3, 0.5), LEFT, tolerance);
  expectColor(colorAt(picture, 0.7, 0.5), RIGHT, tolerance);
}

async function readPicture(path: string): Promise<Picture> {
  const { data, info } = await sharp(path).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The first frame as ffmpeg shows it. */
function ffmpegPicture(path: string, width: number, height: number): Picture {
  const data = ffmpeg('-i', path, '-frames:v', '1', '-pix_fmt', 'rgba', '-f', 'rawvideo', '-');
  return { width, height, data };
}

const untagged = { primaries: null, transfer: null, matrix: null, fullRange: null };
const tagged = (code: number, fullRange: boolean) => ({
  ...{ primaries: code === 9 ? 9 : code, transfer: code === 9 ? 14 : code, matrix: code, fullRange },
});

describe.each([
  { name: 'BT.601', coding: { matrix: 'smpte170m', fullRange: false }, tags: tagged(6, false) },
  { name: 'BT.709', coding: { matrix: 'bt709', fullRange: false }, tags: tagged(1, false) },
  { name: 'BT.2020', coding: { matrix: 'bt2020-ncl', fullRange: false }, tags: tagged(9, false) },
  { name: 'full-range BT.601', coding: { matrix: 'smpte170m', fullRange: true }, tags: tagged(6, true) },
  { name: 'full-range BT.709', coding: { matrix: 'bt709', fullRange: true }, tags: tagged(1, true) },
  { name: 'full-range BT.2020', coding: { matrix: 'bt2020-ncl', fullRange: true }, tags: tagged(9, true) },
  { name: 'SMPTE 240M', coding: { matrix: 'smpte240m', fullRange: false }, tags: tagged(7, false) },
  { name: 'untagged SD', coding: { matrix: 'smpte170m', fullRange: false }, tags: untagged },
  {
    name: 'untagged HD',
    coding: { matrix: 'bt709', fullRange: false },
    tags: untagged,
    width: 1280,
    height: 720,
  },
] as const)('a clip of $name keeps its colours', ({ name, coding, tags, width = 64, height = 48 }) => {
  const path = inFolder(`${name}.mp4`);
  const output = (kind: string) => ({
    outPath: inFolder(`${name}-${kind}`),
    partPath: inFolder(`${name}.part`),
  });
  beforeAll(() => writeTaggedClip({ path, coding, tags, width, height }));

  it.each([
    { place: 'at its own size', size: {} },
    { place: 'smaller', size: { width: 40, height: 24 } },
    { place: 'larger', size: { width: 320 } },
  ])('$place', async ({ size }) => {
    const [frame] = await readFrames(path, { frameIndexes: [1], ...size });
    expectHalves(frame!);
  });

  it('when it is turned', async () => {
    const turned = inFolder(`${name}-turned.mp4`);
    await writeTaggedClip({ path: turned, coding, tags, width, height });
    turnClip(turned, 90);
    const [frame] = await readFrames(turned, { frameIndexes: [1] });
    expect([frame!.width, frame!.height]).toEqual([height, width]);
    expectColor(colorAt(frame!, 0.5, 0.3), LEFT);
    expectColor(colorAt(frame!, 0.5, 0.7), RIGHT);
  });

  it.each(['crop', 'pad', 'stretch'] as const)('when it is conformed to %s', async (fit) => {
    const { outPath, partPath } = output(`${fit}.mp4`);
    const size = { width: 160, height: 64 };
    mustSucceed(await conform({ path, outPath, partPath, fit, ...size }, context));
    const [frame] = await readFrames(outPath, { frameIndexes: [1] });
    expectHalves(frame!);
    if (fit === 'pad') expectColor(colorAt(frame!, 0.02, 0.5), BLACK);
    if (fit === 'crop' && HAS_FFMPEG) expectHalves(ffmpegPicture(outPath, size.width, size.height));
  });

  it('in an extracted frame, a poster and a filmstrip', async () => {
    const still = output('frame.png');
    mustSucceed(await extractFrame({ path, frame: 1, ...still }));
    expectHalves(await readPicture(still.outPath));
    const small = output('poster.jpg');
    mustSucceed(await poster({ path, width: 60, ...small }));
    expectHalves(await readPicture(small.outPath), JPEG_TOLERANCE);
    const strip = output('strip.jpg');
    mustSucceed(await filmstrip({ path, count: 1, height: 32, ...strip }, context));
    expectHalves(await readPicture(strip.outPath), JPEG_TOLERANCE);
  });

  it('in what edges are found in, and in the simulator’s renders', async () => {
    const { outPath, partPath } = output('edges.mp4');
    const settings = { threshold: 0.05, blurPasses: 0 };
    mustSucceed(await edges({ path, outPath, partPath, ...settings }, context));
    const [found] = await readFrames(outPath, { frameIndexes: [1] });
    const wanted = { width, height, data: edgeMap(twoHalves(width, height), width, height, settings) };
    for (const x of [0.3, 0.5]) {
      expectColor(
        colorAt(found!, x, 0.5),
        colorAt({ ...wanted, data: new Uint8Array(wanted.data) }, x, 0.5),
        40,
      );
    }
    const clip = await mustOpen(path);
    const shape = { width: 96, height: 48, fps: 24, frameCount: 1 };
    for await (const picture of clipFrames(clip, shape, 'hold')) {
      expectHalves({ ...picture, data: new Uint8Array(picture.pixels.buffer) });
    }
    clip.close();
  });

  it.skipIf(!HAS_FFMPEG)('as ffmpeg shows them', () => {
    if (name === 'untagged HD') return expect(tags.matrix).toBeNull();
    expectHalves(ffmpegPicture(path, width, height));
  });
});

describe('a clip of ffmpeg that says BT.709 in its stream', () => {
  const path = fixture('bt709-in-stream.mp4');

  it.each([{}, { width: 40, height: 24 }, { width: 320 }])('has its colours at %o', async (size) => {
    const [frame] = await readFrames(path, { frameIndexes: [1], ...size });
    expectHalves(frame!);
  });
});
