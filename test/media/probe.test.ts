import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { MkvOutputFormat, Mp4OutputFormat } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { probe } from '../../src/media/probe.ts';
import { createVideoWriter } from '../../src/media/write-video.ts';
import { barcodeRgba, steadyTimes, writeBarcodeClip } from './barcode-clip.ts';
import { mustSucceed } from './must-open.ts';
import { fixture, temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();

async function problemOf(path: string) {
  const outcome = await probe(path);
  if (outcome.ok) throw new Error(`${path} was read: ${JSON.stringify(outcome.value)}`);
  return outcome.problem;
}

function cutTo(source: string, part: number, name: string): string {
  const bytes = readFileSync(source);
  writeFileSync(inFolder(name), bytes.subarray(0, Math.floor(bytes.length * part)));
  return inFolder(name);
}

/** A PNG that declares a size but holds a single row. */
function pngDeclaring(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    const check = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk('IDAT', deflateSync(Buffer.alloc(width + 1)));
  return Buffer.concat([signature, chunk('IHDR', header), data, chunk('IEND', Buffer.alloc(0))]);
}

describe('probing good files', () => {
  it('describes real clips', async () => {
    expect(mustSucceed(await probe(fixture('harbor-25f.mp4')))).toEqual({
      ...{ kind: 'video', container: 'mp4', codec: 'avc', width: 320, height: 180, rotation: 0 },
      ...{ fps: 24, variableFps: false, frameCount: 25, durationS: 1.041667, audio: null },
    });
    expect(mustSucceed(await probe(fixture('hoverbike-sound-30f.mp4')))).toMatchObject({
      ...{ fps: 30, frameCount: 30, durationS: 1 },
      audio: { codec: 'aac', sampleRate: 48_000, channels: 1 },
    });
  });

  it('accepts clips of 2×2 pixels and of one frame', async () => {
    const tiny = inFolder('tiny.mp4');
    const writer = await createVideoWriter({ path: tiny, width: 2, height: 2, fps: 24, quality: 'high' });
    await writer.addFrame(barcodeRgba(255, 2, 2));
    await writer.finish();
    expect(mustSucceed(await probe(tiny))).toMatchObject({ width: 2, height: 2, frameCount: 1, fps: 24 });
  });

  it('counts the frames that an edit list leaves', async () => {
    expect(mustSucceed(await probe(fixture('cut-by-edit-list.mp4')))).toMatchObject({
      frameCount: 31,
      fps: 24,
    });
  });

  it('gives the display size of anamorphic and rotated clips', async () => {
    expect(mustSucceed(await probe(fixture('anamorphic.mp4')))).toMatchObject({ width: 128, height: 64 });
    const rotated = inFolder('rotated.mov');
    await writeBarcodeClip({ path: rotated, container: 'mov', rotation: 90, ...steadyTimes(4, 30) });
    expect(mustSucceed(await probe(rotated))).toMatchObject({
      container: 'mov',
      width: 48,
      height: 64,
      rotation: 90,
    });
  });
});

describe('probing files that cannot be used', () => {
  it('tells missing, folder, empty, text and sound-only files apart', async () => {
    mkdirSync(inFolder('folder.mp4'));
    writeFileSync(inFolder('empty.mp4'), '');
    writeFileSync(inFolder('short.mp4'), 'hi');
    writeFileSync(inFolder('text.mp4'), 'This is a letter and not a clip, however it may be called.');
    const names = ['absent.mp4', 'folder.mp4', 'empty.mp4', 'short.mp4', 'text.mp4'];
    const problems = await Promise.all([...names.map(inFolder), fixture('sound-only.mp4')].map(problemOf));
    expect(problems.map(({ code }) => code)).toEqual([
      ...['missing', 'not-media', 'empty', 'not-media', 'not-media', 'not-media'],
    ]);
    expect(problems[1]!.message).toContain('folder');
    expect(problems[5]!.message).toContain('only sound');
    for (const [i, name] of names.entries()) expect(problems[i]!.message).toContain(`"${name}"`);
    for (const { fix } of problems) expect(fix).toMatch(/\w.*\.$/);
  });

  it('names a codec it has no decoder for', async () => {
    const problem = await problemOf(fixture('mpeg4-part2.mp4'));
    expect(problem).toMatchObject({ code: 'unsupported', message: expect.stringContaining('MPEG-4 Part 2') });
    expect(problem.fix).toContain('H.264');
  });

  it('says how many of the declared frames a cut MP4 still has', async () => {
    const problem = await problemOf(cutTo(fixture('harbor-25f.mp4'), 0.6, 'cut.mp4'));
    expect(problem.code).toBe('truncated');
    const [, declared, present] = /declares (\d+) frames, but only (\d+)/.exec(problem.message)!.map(Number);
    expect(declared).toBe(25);
    expect(present).toBeGreaterThan(3);
    expect(present).toBeLessThan(25);
  });

  it('knows that an MP4 without its index was never finished', async () => {
    const whole = inFolder('index-last.mp4');
    await writeBarcodeClip({
      path: whole,
      format: new Mp4OutputFormat({ fastStart: false }),
      ...steadyTimes(50, 24),
    });
    const problem = await problemOf(cutTo(whole, 0.6, 'unfinished.mp4'));
    expect(problem).toMatchObject({
      code: 'truncated',
      message: expect.stringContaining('index is missing'),
    });
    expect(problem.fix).toContain('xport the clip again');
  });

  it('finds a cut Matroska file', async () => {
    const whole = inFolder('whole.mkv');
    await writeBarcodeClip({ path: whole, format: new MkvOutputFormat(), ...steadyTimes(50, 24) });
    expect(mustSucceed(await probe(whole))).toMatchObject({ frameCount: 50 });
    const problem = await problemOf(cutTo(whole, 0.6, 'cut.mkv'));
    expect(problem).toMatchObject({
      code: 'truncated',
      message: expect.stringMatching(/only \d+ of \d+ bytes/),
    });
  });

  it('survives any garbage after a valid beginning', async () => {
    const start = readFileSync(fixture('harbor-25f.mp4')).subarray(0, 64);
    for (const seed of [1, 2, 3]) {
      const noise = Buffer.from(Array.from({ length: 500 }, (_, i) => (i * i * seed + i * 31) % 256));
      writeFileSync(inFolder(`noise-${seed}.mp4`), Buffer.concat([start, noise]));
      const { code } = await problemOf(inFolder(`noise-${seed}.mp4`));
      expect(['truncated', 'not-media', 'unsupported']).toContain(code);
    }
  });

  it('refuses clips whose header claims a picture beyond all sizes', async () => {
    const bytes = readFileSync(fixture('harbor-25f.mp4'));
    // Width and height in the sample entry: 28 bytes behind its type (ISO/IEC 14496-12, 12.1.3).
    bytes.fill(0xff, bytes.indexOf('avc1', 64) + 28, bytes.indexOf('avc1', 64) + 32);
    writeFileSync(inFolder('huge.mp4'), bytes);
    const problem = await problemOf(inFolder('huge.mp4'));
    expect(problem).toMatchObject({ code: 'unsupported', message: expect.stringContaining('65535×65535') });
  });

  it('refuses stills that would fill the memory, from their header alone', async () => {
    writeFileSync(inFolder('bomb.png'), pngDeclaring(60_000, 60_000));
    const problem = await problemOf(inFolder('bomb.png'));
    expect(problem).toMatchObject({ code: 'unsupported', message: expect.stringContaining('60000×60000') });
    expect(problem.fix).toContain('Scale');
  });

  it('finds damaged stills', async () => {
    writeFileSync(inFolder('missing-rows.png'), pngDeclaring(400, 400));
    expect((await problemOf(inFolder('missing-rows.png'))).code).toMatch(/truncated|not-media/);
    const jpegStart = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100, 7)]);
    writeFileSync(inFolder('broken.jpg'), jpegStart);
    expect((await problemOf(inFolder('broken.jpg'))).code).toMatch(/truncated|not-media/);
  });
});
