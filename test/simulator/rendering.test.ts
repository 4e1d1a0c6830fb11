import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openVideo } from '../../src/media/open-video.ts';
import type { CallOptions } from '../../src/media/worker-process.ts';
import type { RenderInput } from '../../src/simulator/render/render.ts';
import type { RenderProcess } from '../../src/simulator/render-process.ts';
import { renderer } from '../kept-processes.ts';
import {
  colorDistance,
  type Frame,
  meanColor,
  meanDifference,
  readFrames,
  structuralSimilarity,
} from './picture-metrics.ts';
import { createRig, ENDPOINT, type Rig, SMALL, WIDE } from './rig.ts';
import { writeSampleClip, writeStill } from './sample-media.ts';

let rig: Rig;
let count = 0;
beforeAll(async () => {
  rig = await createRig('in process', { clip: WIDE, renderer });
});
afterAll(() => rig.close());

/** Runs a job and downloads its output. */
async function take(change: Record<string, unknown>, headers?: Record<string, string>, from = rig) {
  const id = await from.runJob({ ...SMALL, ...change }, headers);
  const { data } = await from.client.queue.result(ENDPOINT, { requestId: id });
  const path = join(from.dataDir, `take-${count++}.mp4`);
  await writeFile(path, new Uint8Array(await (await from.fetch(data.video.url)).arrayBuffer()));
  return { path, video: data.video };
}

async function info(path: string) {
  const opened = await openVideo(path);
  if (!opened.ok) throw new Error(opened.problem.message);
  opened.value.close();
  return opened.value.info;
}

const sourceFrames = () =>
  readFrames(join(rig.dataDir, 'blockout.mp4'), { frameIndexes: [0, 4, 8], width: 416, height: 234 }).then(
    (frames) => frames.map((frame) => cropMiddle(frame, 224)),
  );
/** The same frames of an output at half size, where grain no longer hides the shapes. */
const halfSize = { frameIndexes: [0, 4, 8], width: 416, height: 224 };

/** Likeness without the rows of the burnt-in mark, whose edges are harder than any of the clip's. */
function likenessOf(a: Frame, b: Frame): number {
  const above = ({ width, height, data }: Frame) => {
    const rows = Math.floor(height * 0.9);
    return { width, height: rows, data: data.subarray(0, rows * width * 4) };
  };
  return structuralSimilarity(above(a), above(b));
}

function cropMiddle({ width, height, data }: Frame, rows: number): Frame {
  const top = (height - rows) / 2;
  return { width, height: rows, data: data.subarray(top * width * 4, (top + rows) * width * 4) };
}

test('the file has exactly the size, frames, rate and length that the result names', async () => {
  const { path, video } = await take({ num_frames: 17, frames_per_second: 12 });
  const { width, height, frameCount, fps, codec, durationS } = await info(path);
  expect({ width, height, num_frames: frameCount, fps, codec }).toEqual({
    width: video.width,
    height: video.height,
    num_frames: 17,
    fps: 12,
    codec: 'avc',
  });
  expect(durationS).toBeCloseTo(17 / 12, 6);
  expect(video.duration).toBeCloseTo(17 / 12, 6);
});

test('a clip that is too short is held on its last frame', async () => {
  const { path } = await take({ num_frames: 25 });
  const [first, held, last] = await readFrames(path, { ...halfSize, frameIndexes: [0, 12, 24] });
  // The clip has 12 frames: 12 to 24 show the same picture but for drift and grain.
  expect(likenessOf(held!, last!)).toBeGreaterThan(0.9);
  expect(likenessOf(first!, last!)).toBeLessThan(0.5);
});

test('frames come in source order', async () => {
  const [first, middle, last] = await sourceFrames();
  const { path } = await take({});
  const rendered = await readFrames(path, halfSize);
  for (const [index, source] of [first!, middle!, last!].entries()) {
    const own = likenessOf(rendered[index]!, source);
    for (const other of [first!, middle!, last!]) {
      expect(own).toBeGreaterThanOrEqual(likenessOf(rendered[index]!, other));
    }
  }
});

test('the same seed gives the same pixels, another seed other ones', async () => {
  const [a, b, c] = await Promise.all([take({ seed: 1 }), take({ seed: 1 }), take({ seed: 2 })]);
  const [framesA, framesB, framesC] = await Promise.all([a, b, c].map(({ path }) => readFrames(path)));
  const differences = (one: Frame[], other: Frame[]) =>
    one.map((frame, index) => meanDifference(frame, other[index]!));
  expect(Math.max(...differences(framesA!, framesB!))).toBe(0);
  expect(Math.min(...differences(framesA!, framesC!))).toBeGreaterThan(1);
});

test('look and drift grow from light to strong to strong-v2', async () => {
  const sources = await sourceFrames();
  const measured = [];
  for (const intensity of ['light', 'strong', 'strong-v2']) {
    const { path } = await take({ intensity });
    const frames = await readFrames(path, halfSize);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    measured.push({
      change: mean(frames.map((frame, index) => meanDifference(frame, sources[index]!))),
      likeness: mean(frames.map((frame, index) => likenessOf(frame, sources[index]!))),
    });
  }
  const [light, strong, strongest] = measured;
  expect(light!.change).toBeGreaterThan(4);
  expect(strong!.change).toBeGreaterThan(light!.change);
  expect(strongest!.change).toBeGreaterThan(strong!.change);
  expect(light!.likeness).toBeGreaterThan(0.75);
  expect(strong!.likeness).toBeLessThan(light!.likeness);
  expect(strongest!.likeness).toBeLessThan(strong!.likeness);
});

test('frame 0 follows the reference image and the clip keeps a share of its colour', async () => {
  const still = await writeStill(rig.dataDir, [210, 110, 50]);
  const image_url = await rig.upload(still, 'image/png');
  const followed = await take({ image_url, num_frames: 49 });
  const plain = await take({ num_frames: 49 });
  const rgba = await sharp(still).resize(832, 448, { fit: 'cover' }).ensureAlpha().raw().toBuffer();
  const reference: Frame = { width: 832, height: 448, data: rgba };
  const indexes = { frameIndexes: [0, 12, 48] };
  const [first, , last] = await readFrames(followed.path, indexes);
  const [plainFirst, , plainLast] = await readFrames(plain.path, indexes);

  expect(meanDifference(first!, reference)).toBeLessThan(meanDifference(plainFirst!, reference) / 4);
  expect(colorDistance(meanColor(first!), meanColor(reference))).toBeLessThan(8);
  const remaining = colorDistance(meanColor(last!), meanColor(reference));
  expect(remaining).toBeGreaterThan(10);
  expect(remaining).toBeLessThan(0.75 * colorDistance(meanColor(plainLast!), meanColor(reference)));
  // The last frame shows the clip again, not the still.
  const half = { ...halfSize, frameIndexes: [48] };
  const [shapes] = await readFrames(followed.path, half);
  const [plainShapes] = await readFrames(plain.path, half);
  expect(likenessOf(shapes!, plainShapes!)).toBeGreaterThan(0.9);
});

test('detail refine doubles both sides and is billed by the doubled size', async () => {
  const { path, video } = await take({ enable_detail_refine: true });
  expect([video.width, video.height]).toEqual([1664, 896]);
  expect(await info(path)).toMatchObject({ width: 1664, height: 896, frameCount: 9 });
  const events = await rig.json<{ billing_events: { output_units: number }[] }>(
    'https://api.fal.ai/v1/models/billing-events?limit=1',
  );
  // 1664 × 896 × 9 is 13.42 megapixels.
  expect(events.body.billing_events[0]!.output_units).toBe(14);
});

test('sound: an ambience where the clip is silent, the clip’s own sound where it has one, none on request', async () => {
  const silent = await take({});
  const loud = await writeSampleClip({ path: join(rig.dataDir, 'tone.mp4'), tone: true });
  const own = await take({ video_url: await rig.upload(loud, 'video/mp4') });
  const none = await take({ generate_audio: false });
  const [ambience, tone] = await Promise.all([loudness(silent.path), loudness(own.path)]);
  expect(ambience).toMatchObject({ channels: 2, durationS: 9 / 24 });
  expect(tone).toMatchObject({ channels: 2, durationS: 9 / 24 });
  expect(ambience!.rms).toBeGreaterThan(0.003);
  expect(ambience!.rms).toBeLessThan(0.1);
  // A sine of amplitude 0.5 has an RMS of 0.354.
  expect(tone!.rms).toBeCloseTo(0.354, 1);
  expect(await loudness(none.path)).toBeNull();
});

async function loudness(path: string) {
  const opened = await openVideo(path);
  if (!opened.ok) throw new Error(opened.problem.message);
  const { audio, info: about } = opened.value;
  let squares = 0;
  let samples = 0;
  if (audio) {
    for await (const block of audio.pcm({ fromS: 0, durationS: about.durationS })) {
      for (const value of block.samples) squares += value * value;
      samples += block.samples.length;
    }
  }
  opened.value.close();
  if (!audio) return null;
  const durationS = samples / audio.channels / audio.sampleRate;
  return { channels: audio.channels, durationS, rms: Math.sqrt(squares / samples) };
}

test('quality and write mode change the size of the file', async () => {
  const sizeOf = async (change: Record<string, unknown>) =>
    (await take({ num_frames: 33, generate_audio: false, ...change })).video.file_size as number;
  const low = await sizeOf({ video_quality: 'low' });
  const high = await sizeOf({ video_quality: 'high' });
  const maximum = await sizeOf({ video_quality: 'maximum' });
  const small = await sizeOf({ video_write_mode: 'small' });
  expect(low).toBeLessThan(high);
  expect(high).toBeLessThan(maximum);
  expect(small).toBeLessThan(high);
});

test('steps, guidance and refine strength change the picture', async () => {
  const base = await readFrames((await take({})).path, { frameIndexes: [4] });
  for (const change of [{ num_inference_steps: 30 }, { guidance_scale: 12 }]) {
    const changed = await readFrames((await take(change)).path, { frameIndexes: [4] });
    expect(meanDifference(base[0]!, changed[0]!)).toBeGreaterThan(0.3);
  }
  const refined = { enable_detail_refine: true };
  const weak = await readFrames((await take({ ...refined, detail_refine_strength: 0.3 })).path, {
    frameIndexes: [4],
  });
  const firm = await readFrames((await take({ ...refined, detail_refine_strength: 0.95 })).path, {
    frameIndexes: [4],
  });
  expect(meanDifference(weak[0]!, firm[0]!)).toBeGreaterThan(0.3);
});

test('the mark is burnt into the lower right corner of every frame', async () => {
  const frames = await readFrames((await take({})).path);
  for (const { width, height, data } of frames) {
    let bright = 0;
    let dark = 0;
    for (let y = height - 34; y < height - 8; y++) {
      for (let x = width - 126; x < width - 8; x++) {
        const green = data[(y * width + x) * 4 + 1]!;
        if (green > 190) bright++;
        else if (green < 110) dark++;
      }
    }
    expect(bright).toBeGreaterThan(500);
    expect(dark).toBeGreaterThan(1200);
  }
});

test('silent cap: fewer frames than asked, billed as delivered', async () => {
  // Pictures of 132 megapixels in all say no more than small ones of the same number.
  const call = (name: 'render', input: RenderInput, options?: CallOptions) => {
    const { width, height, ...length } = input.output ?? {};
    const output = { width: width / 8, height: height / 8, ...length };
    return renderer.call(name, name === 'render' ? { ...input, output } : input, options);
  };
  const small = await createRig('in process', {
    renderer: { ...renderer, call: call as RenderProcess['call'] },
  });
  onTestFinished(() => small.close());
  const size = { width: 256, height: 64, frameCount: 2 };
  const wide = await writeSampleClip({ path: join(small.dataDir, 'wide.mp4'), ...size });
  const video_url = await small.upload(wide, 'video/mp4');
  const { path, video } = await take(
    { video_url, num_frames: 161, generate_audio: false, video_write_mode: 'fast' },
    { 'x-blockout-profile': 'silent-cap' },
    small,
  );
  expect([video.width, video.height]).toEqual([1920, 448]);
  // 135 168 000 / (1920 × 448) is 157.1, and 153 is the next lower 8k+1.
  expect(video.num_frames).toBe(153);
  expect((await info(path)).frameCount).toBe(153);
});

test('frame mismatch: the file has eight frames fewer than the result says', async () => {
  const { path, video } = await take({ num_frames: 17 }, { 'x-blockout-profile': 'frame-mismatch' });
  expect(video.num_frames).toBe(17);
  expect((await info(path)).frameCount).toBe(9);
});
