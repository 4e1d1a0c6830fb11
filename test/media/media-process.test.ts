import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMediaProcess } from '../../src/media/media-process.ts';
import { media } from '../kept-processes.ts';
import { WAIT_LIMIT_MS } from '../wait-limit.ts';
import { barcodeRgba, readBarcode, steadyTimes, writeBarcodeClip } from './barcode-clip.ts';
import { mustSucceed, readFrames } from './must-open.ts';
import { fixture, temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
const path = inFolder('clip.mp4');
beforeAll(() => writeBarcodeClip({ path, width: 128, height: 96, ...steadyTimes(50, 24) }));

async function readPicture(file: string) {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

describe('a media process', () => {
  it('works although the folder that the program was started in is gone', async () => {
    const before = process.cwd();
    const late = createMediaProcess({ timeoutMs: WAIT_LIMIT_MS, memoryMb: 1_000 });
    const gone = inFolder('gone');
    mkdirSync(gone);
    process.chdir(gone);
    try {
      rmdirSync(gone);
      // The encoder is what asks for the current folder.
      const made = await late.poster({ path, outPath: inFolder('gone.jpg'), width: 32 });
      expect(made).toMatchObject({ ok: true, value: { width: 32 } });
    } finally {
      process.chdir(before);
      late.dispose();
    }
  });
});

describe('a single frame', () => {
  it.each([0, 1, 23, 24, 49])('is written exactly as PNG (frame %d)', async (frame) => {
    const outPath = inFolder(`frame-${frame}.png`);
    const extracted = mustSucceed(await media.extractFrame({ path, frame, outPath }));
    expect(extracted).toMatchObject({ frame, width: 128, height: 96 });
    expect((await sharp(outPath).metadata()).format).toBe('png');
    expect(readBarcode(await readPicture(outPath))).toBe(frame);
  });

  it.each([50, -1, 2.5])('out of range names the frames there are (frame %d)', async (frame) => {
    const outcome = await media.extractFrame({ path, frame, outPath: inFolder('none.png') });
    expect(outcome).toMatchObject({
      ok: false,
      problem: {
        code: 'out-of-range',
        message: expect.stringContaining('"clip.mp4"'),
        fix: expect.stringMatching(/0 to 49/),
      },
    });
  });
});

describe('a poster', () => {
  it('is a JPEG of the first frame that shows something, at the asked width', async () => {
    const outPath = inFolder('poster.jpg');
    const made = mustSucceed(await media.poster({ path, outPath, width: 64 }));
    const metadata = await sharp(outPath).metadata();
    // Frame 0 is plain black; the next one tried shows 4.
    expect(made).toEqual({ frame: 4, width: 64, height: 48 });
    expect(metadata).toMatchObject({ format: 'jpeg', width: 64, height: 48 });
    expect(readBarcode(await readPicture(outPath))).toBe(4);
  });

  it('is never larger than the clip', async () => {
    const made = mustSucceed(await media.poster({ path, outPath: inFolder('large.jpg'), width: 4000 }));
    expect(made.width).toBe(128);
  });
});

describe('a filmstrip', () => {
  it('shows evenly spaced frames side by side', async () => {
    const outPath = inFolder('strip.jpg');
    const fractions: number[] = [];
    const onProgress = (fraction: number) => fractions.push(fraction);
    const strip = mustSucceed(await media.filmstrip({ path, outPath, count: 8, height: 48 }, { onProgress }));
    expect(strip).toEqual({ frameIndexes: [0, 7, 14, 21, 28, 35, 42, 49], tileWidth: 64, tileHeight: 48 });
    const whole = sharp(outPath);
    expect(await whole.metadata()).toMatchObject({ width: 8 * 64, height: 48 });
    for (const [tile, frame] of strip.frameIndexes.entries()) {
      const part = whole.clone().extract({ left: tile * 64, top: 0, width: 64, height: 48 });
      const { data } = await part.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      expect(readBarcode({ data, width: 64, height: 48 })).toBe(frame);
    }
    expect(fractions.at(-1)).toBe(1);
  });

  it('has no more tiles than the clip has frames', async () => {
    const short = inFolder('three.mp4');
    await writeBarcodeClip({ path: short, ...steadyTimes(3, 24) });
    const strip = mustSucceed(
      await media.filmstrip({ path: short, outPath: inFolder('s.jpg'), count: 9, height: 24 }),
    );
    expect(strip.frameIndexes).toEqual([0, 1, 2]);
  });
});

describe('conforming', () => {
  const conform = async (request: Partial<Parameters<typeof media.conform>[0]> & { name: string }) => {
    const { name, ...rest } = request;
    const outPath = inFolder(`${name}.mp4`);
    const outcome = await media.conform({ path, outPath, fit: 'stretch', ...rest });
    return { ...mustSucceed(outcome), numbers: (await readFrames(outPath)).map(readBarcode), outPath };
  };

  it('trims to exactly the asked frames', async () => {
    const { info, numbers, notes } = await conform({ name: 'trim', inFrame: 5, outFrame: 13 });
    expect(numbers).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(info).toMatchObject({ codec: 'avc', frameCount: 9, fps: 24, width: 128, height: 96 });
    expect(notes).toEqual([]);
  });

  it('holds the last frame and says so', async () => {
    const { numbers, notes, info } = await conform({ name: 'hold', outFrame: 2, frameCount: 9 });
    expect(numbers).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 2]);
    expect(info.frameCount).toBe(9);
    expect(notes).toEqual(['The clip gives 3 frames; its last frame is held for 6 more.']);
  });

  it('changes the rate by time', async () => {
    const { numbers, info } = await conform({ name: 'rate', fps: 12, outFrame: 9 });
    expect(info).toMatchObject({ fps: 12, frameCount: 5 });
    expect(numbers).toEqual([0, 2, 4, 6, 8]);
  });

  it('makes a varying rate steady', async () => {
    const varying = inFolder('varying.mp4');
    await writeBarcodeClip({ path: varying, timestampsS: [0, 0.1, 0.2, 0.5, 0.6], lastDurationS: 0.1 });
    const { numbers, info, notes } = await conform({ name: 'steady', path: varying });
    expect(info).toMatchObject({ fps: 10, variableFps: false, frameCount: 7 });
    expect(numbers).toEqual([0, 1, 2, 2, 3, 3, 4]);
    expect(notes[0]).toMatch(/frame rate varies/);
  });

  it('reports rising progress up to 1', async () => {
    const fractions: number[] = [];
    await media.conform(
      { path, outPath: inFolder('progress.mp4'), fit: 'crop' },
      { onProgress: (fraction) => fractions.push(fraction) },
    );
    expect(fractions.length).toBeGreaterThan(10);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it('fits by stretching, cropping or padding', async () => {
    const white = inFolder('white.mp4');
    await writeBarcodeClip({ path: white, width: 128, height: 64, ...steadyTimes(256, 240) });
    const only = { path: white, inFrame: 255, outFrame: 255, width: 64, height: 64 };
    const corner = async (fit: 'stretch' | 'crop' | 'pad') => {
      const { outPath } = await conform({ name: fit, ...only, fit });
      const [frame] = await readFrames(outPath);
      return [frame!.data[2 * 4]! > 128, frame!.data[(32 * 64 + 32) * 4]! > 128];
    };
    expect(await corner('stretch')).toEqual([true, true]);
    expect(await corner('crop')).toEqual([true, true]);
    expect(await corner('pad')).toEqual([false, true]);
  });

  it('crops the sides and keeps the middle', async () => {
    const { outPath, info } = await conform({
      name: 'middle',
      width: 64,
      height: 96,
      fit: 'crop',
      outFrame: 24,
    });
    expect(info).toMatchObject({ width: 64, height: 96 });
    const frames = await readFrames(outPath, { frameIndexes: [24] });
    // The middle half of eight bars: bits 5 to 2 of 24 = 0b00011000.
    const bars = [8, 24, 40, 56].map((column) => frames[0]!.data[(48 * 64 + column) * 4]! > 128);
    expect(bars).toEqual([false, true, true, false]);
  });

  it('keeps sound in sync with a trim, and drops it when not asked for', async () => {
    const source = fixture('hoverbike-sound-30f.mp4');
    const kept = await conform({ name: 'sound', path: source, inFrame: 7, frameCount: 30, keepAudio: true });
    expect(kept.info).toMatchObject({
      frameCount: 30,
      audio: { codec: 'aac', sampleRate: 48_000, channels: 1 },
    });
    const silent = await conform({ name: 'silent', path: source });
    expect(silent.info.audio).toBeNull();
  });

  it('turns rotated clips upright and full-range clips into studio range', async () => {
    const rotated = inFolder('rotated.mp4');
    await writeBarcodeClip({ path: rotated, rotation: 270, ...steadyTimes(3, 30) });
    const { info } = await conform({ name: 'upright', path: rotated });
    expect(info).toMatchObject({ width: 48, height: 64, rotation: 0 });
    const { numbers } = await conform({ name: 'studio', path: fixture('full-range.mp4') });
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each(['prores', 'hevc', 'vp9'] as const)('reads %s', async (codec) => {
    const source = inFolder(`source-${codec}.mov`);
    const container = codec === 'vp9' ? 'webm' : 'mov';
    await writeBarcodeClip({ path: source, codec, container, ...steadyTimes(5, 25) });
    const { numbers, info } = await conform({ name: `from-${codec}`, path: source });
    expect(numbers).toEqual([0, 1, 2, 3, 4]);
    expect(info).toMatchObject({ codec: 'avc', fps: 25 });
  });

  it.each([90, 270] as const)('turns a 4:2:2 clip of 10 bits by %d degrees', async (rotation) => {
    const source = inFolder(`prores-${rotation}.mov`);
    await writeBarcodeClip({
      path: source,
      codec: 'prores',
      container: 'mov',
      rotation,
      ...steadyTimes(3, 25),
    });
    const { info } = await conform({ name: `turned-${rotation}`, path: source });
    expect(info).toMatchObject({ width: 48, height: 64, frameCount: 3, rotation: 0 });
    const outPath = inFolder(`turned-${rotation}.png`);
    mustSucceed(await media.extractFrame({ path: source, frame: 2, outPath }));
    // The lowest bits lie at the right, which is turned down by 90 degrees and up by 270; of 2 the second is set.
    const { data, width } = await readPicture(outPath);
    const row = (bit: number) => (rotation === 90 ? 63 - bit * 8 - 4 : bit * 8 + 4);
    const levels = [0, 1, 2].map((bit) => data[(row(bit) * width + 24) * 4]! > 128);
    expect(levels).toEqual([false, true, false]);
  });

  it('names what is wrong with a trim or a size', async () => {
    const outPath = inFolder('wrong.mp4');
    const request = { path, outPath, fit: 'crop' } as const;
    const codes = [];
    for (const wrong of [{ outFrame: 50 }, { inFrame: 9, outFrame: 3 }, { width: 8, height: 8 }]) {
      const outcome = await media.conform({ ...request, ...wrong });
      codes.push(outcome.ok ? 'ok' : outcome.problem.code);
    }
    expect(codes).toEqual(['out-of-range', 'out-of-range', 'too-small']);
  });

  it('reports a folder it cannot write to, and leaves nothing behind when cancelled', async () => {
    const nowhere = await media.conform({ path, outPath: inFolder('no/such/folder/x.mp4'), fit: 'crop' });
    expect(nowhere).toMatchObject({
      ok: false,
      problem: { code: 'write-failed', message: expect.stringContaining('x.mp4') },
    });
    const folder = inFolder('cancelled');
    mkdirSync(folder);
    const abort = new AbortController();
    const outPath = inFolder('cancelled/out.mp4');
    const onProgress = () => abort.abort();
    const request = { path, outPath, fit: 'stretch', width: 1280, height: 960, frameCount: 300 } as const;
    const outcome = await media.conform(request, { signal: abort.signal, onProgress });
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'cancelled', message: expect.stringContaining('clip.mp4') },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never leaves unfinished files beside its results', () => {
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('thumbnails of stills', () => {
  const still = (width: number, height: number) =>
    sharp(barcodeRgba(15, width, height), { raw: { width, height, channels: 4 } });

  it('turn the picture upright', async () => {
    const source = inFolder('exif.jpg');
    await still(160, 80).jpeg().withMetadata({ orientation: 6 }).toFile(source);
    expect(mustSucceed(await media.probe(source))).toEqual({
      ...{ kind: 'image', format: 'jpeg', width: 80, height: 160, hasAlpha: false },
    });
    const outPath = inFolder('exif-small.jpg');
    const made = mustSucceed(await media.thumbnail({ path: source, outPath, maxSide: 40 }));
    expect(made).toEqual({ width: 20, height: 40 });
    // The white right half of the stored picture is the lower half of the upright one.
    const { data, width } = await readPicture(outPath);
    const levelAt = (row: number) => data[(row * width + 10) * 4]!;
    expect([levelAt(5) > 128, levelAt(35) > 128]).toEqual([false, true]);
  });

  it('flatten transparency onto grey and never enlarge', async () => {
    const source = inFolder('clear.png');
    const clear = { width: 20, height: 10, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    await sharp({ create: clear }).png().toFile(source);
    expect(mustSucceed(await media.probe(source))).toMatchObject({ hasAlpha: true });
    const outPath = inFolder('clear-small.jpg');
    expect(mustSucceed(await media.thumbnail({ path: source, outPath, maxSide: 64 }))).toEqual({
      width: 20,
      height: 10,
    });
    expect(Math.abs((await readPicture(outPath)).data[0]! - 128)).toBeLessThan(4);
  });

  it('name what is wrong with a damaged picture', async () => {
    const source = inFolder('whole.jpg');
    await still(640, 480).jpeg().toFile(source);
    const cut = inFolder('cut.jpg');
    const bytes = readFileSync(source);
    writeFileSync(cut, bytes.subarray(0, bytes.length >> 1));
    const outcome = await media.thumbnail({ path: cut, outPath: inFolder('cut-small.jpg'), maxSide: 64 });
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'truncated', message: expect.stringContaining('"cut.jpg"') },
    });
    copyFileSync(cut, inFolder('cut-copy.jpg'));
    expect(await media.probe(inFolder('cut-copy.jpg'))).toMatchObject({
      ok: false,
      problem: { code: 'truncated' },
    });
  });
});
