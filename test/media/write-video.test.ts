import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { AVCOL_RANGE_MPEG } from 'node-av';
import { describe, expect, it } from 'vitest';
import { createVideoWriter, type VideoWriterOptions } from '../../src/media/write-video.ts';
import { barcodeRgba, readBarcode } from './barcode-clip.ts';
import { ffmpeg, HAS_FFMPEG } from './ffmpeg.ts';
import { boxContent } from './mp4-boxes.ts';
import { collect, mustOpen, readFrames } from './must-open.ts';
import { factsInStream } from './stream-facts.ts';
import { temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
const SIZE = { width: 64, height: 48 };

async function writeClip(path: string, frameCount: number, options: Partial<VideoWriterOptions> = {}) {
  const writer = await createVideoWriter({ path, ...SIZE, fps: 24, quality: 'high', ...options });
  for (let frame = 0; frame < frameCount; frame++) await writer.addFrame(barcodeRgba(frame, 64, 48));
  return writer.finish();
}

function boxTypes(path: string): string[] {
  const file = readFileSync(path);
  const types: string[] = [];
  for (let at = 0; at < file.length; at += file.readUInt32BE(at))
    types.push(file.toString('latin1', at + 4, at + 8));
  return types;
}

describe('a written clip', () => {
  it.each([24, 25, 30, 60, 23.976, 29.97, 12.5])('has exactly the added frames at %d fps', async (fps) => {
    const path = inFolder(`rate-${fps}.mp4`);
    const written = await writeClip(path, 33, { fps });
    const video = await mustOpen(path);
    video.close();
    const exact = { 23.976: 24_000 / 1001, 29.97: 30_000 / 1001 }[fps] ?? fps;
    expect(video.info).toMatchObject({
      codec: 'avc',
      container: 'mp4',
      frameCount: 33,
      variableFps: false,
      ...SIZE,
    });
    expect(video.info.fps).toBeCloseTo(exact, 6);
    expect(written).toEqual({ frameCount: 33, durationS: 33 / exact });
    expect((await readFrames(path)).map(readBarcode)).toEqual(
      Array.from({ length: 33 }, (_, frame) => frame),
    );
  });

  it('has its index before its data, also when the number of frames is known', async () => {
    for (const [name, maxFrameCount] of [
      ['held.mp4', undefined],
      ['straight.mp4', 10],
    ] as const) {
      const path = inFolder(name);
      await writeClip(path, 10, { maxFrameCount });
      const types = boxTypes(path);
      expect(types[0]).toBe('ftyp');
      expect(types.indexOf('moov')).toBeGreaterThan(0);
      expect(types.indexOf('moov')).toBeLessThan(types.indexOf('mdat'));
    }
  });

  it('is H.264 High profile, tagged BT.709', async () => {
    const path = inFolder('tagged.mp4');
    await writeClip(path, 3);
    const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
    const track = (await input.getPrimaryVideoTrack())!;
    const config = await track.getDecoderConfig();
    const bt709 = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false };
    expect(await track.getColorSpace()).toMatchObject(bt709);
    // avc1.PPCCLL: profile 0x64 is High.
    expect(config!.codec).toMatch(/^avc1\.64/);
    input.dispose();
  });

  it.each([24, 25, 23.976, 12.5])('says its colour and its rate in the stream too (%d fps)', async (fps) => {
    const path = inFolder(`stream-${fps}.mp4`);
    await writeClip(path, 3, { fps });
    const said = await factsInStream(path);
    expect(said).toMatchObject({ primaries: 1, transfer: 1, matrix: 1, range: AVCOL_RANGE_MPEG });
    expect(said.fps).toBeCloseTo({ 23.976: 24_000 / 1001 }[fps] ?? fps, 6);
  });

  it('shows no frame before its time, however long it is', async () => {
    for (let frameCount = 1; frameCount <= 12; frameCount++) {
      const path = inFolder(`length-${frameCount}.mp4`);
      await writeClip(path, frameCount, { maxFrameCount: frameCount });
      const file = readFileSync(path);
      // Without composition offsets every frame is shown when it is decoded.
      expect(() => boxContent(file, 'moov/trak/mdia/minf/stbl/ctts')).toThrow('no moov');
      expect(() => boxContent(file, 'moov/trak/edts')).toThrow('no moov');
      if (!HAS_FFMPEG || ![5, 6, 8].includes(frameCount)) continue;
      const log = ffmpeg('-i', path, '-c', 'copy', '-f', 'framecrc', '-').toString();
      const rows = log.split('\n').filter((row) => /^0,/.test(row));
      const times = rows.map((row) => row.split(',').slice(1, 3).map(Number));
      expect(times).toEqual(Array.from({ length: frameCount }, (_, frame) => [frame, frame]));
    }
  });

  it('has the same bytes whenever it is written', async () => {
    const written = await Promise.all(
      ['one', 'other'].map(async (name) => {
        await writeClip(inFolder(`${name}.mp4`), 20);
        return boxContent(readFileSync(inFolder(`${name}.mp4`)), 'mdat');
      }),
    );
    expect(written[0]!.equals(written[1]!)).toBe(true);
  });

  it('keeps colours', async () => {
    const path = inFolder('colour.mp4');
    const writer = await createVideoWriter({ path, ...SIZE, fps: 24, quality: 'maximum' });
    const orange = [230, 140, 40, 255];
    await writer.addFrame(Uint8Array.from({ length: 64 * 48 * 4 }, (_, i) => orange[i % 4]!));
    await writer.finish();
    const [frame] = await readFrames(path);
    for (const [channel, value] of orange.entries()) {
      expect(Math.abs(frame!.data[(24 * 64 + 32) * 4 + channel]! - value)).toBeLessThanOrEqual(3);
    }
  });

  it('is smaller at a lower quality', async () => {
    const noise = Uint8Array.from({ length: 64 * 48 * 4 }, (_, i) => (i * 7919 + ((i * i) >> 3)) % 256);
    const sizes: number[] = [];
    for (const quality of ['low', 'medium', 'high', 'maximum'] as const) {
      const path = inFolder(`${quality}.mp4`);
      const writer = await createVideoWriter({ path, ...SIZE, fps: 24, quality });
      for (let frame = 0; frame < 4; frame++) await writer.addFrame(noise);
      await writer.finish();
      sizes.push(readFileSync(path).length);
    }
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(new Set(sizes).size).toBe(4);
  });
});

describe('written sound', () => {
  const sampleRate = 48_000;
  const burst = { from: 24_000, to: 26_400 };
  const tone = (at: number) => (at >= burst.from && at < burst.to ? 0.8 * Math.sin(at / 5) : 0);

  it.each([
    { channels: 1, blockFrames: 1024 },
    { channels: 2, blockFrames: 1000 },
    { channels: 2, blockFrames: 7 },
    { channels: 2, blockFrames: 48_000 },
  ])('is in sync and as long as the picture ($channels channels, blocks of $blockFrames)', async (format) => {
    const { channels, blockFrames } = format;
    const path = inFolder(`sound-${channels}-${blockFrames}.mp4`);
    const audio = { sampleRate, channels };
    const writer = await createVideoWriter({
      path,
      ...SIZE,
      fps: 24,
      quality: 'low',
      audio,
      maxFrameCount: 48,
    });
    for (let frame = 0; frame < 48; frame++) await writer.addFrame(barcodeRgba(frame, 64, 48));
    for (let at = 0; at < 2 * sampleRate; at += blockFrames) {
      const frames = Math.min(blockFrames, 2 * sampleRate - at);
      await writer.addAudio(
        Float32Array.from({ length: frames * channels }, (_, i) => tone(at + Math.floor(i / channels))),
      );
    }
    await writer.finish();
    const video = await mustOpen(path);
    expect(video.info.audio).toEqual({ codec: 'aac', ...audio });
    const blocks = await collect(video.audio!.pcm({ fromS: 0, durationS: 2 }));
    video.close();
    const loud = blocks
      .flatMap(({ samples }) => [...samples].filter((_, i) => i % channels === 0))
      .map((v) => Math.abs(v) > 0.2);
    expect(Math.abs(loud.indexOf(true) - burst.from)).toBeLessThan(64);
    expect(Math.abs(loud.lastIndexOf(true) - burst.to)).toBeLessThan(64);
  });
});

describe('the writer', () => {
  it('shows nothing under the final name before it is done', async () => {
    const path = inFolder('atomic.mp4');
    const writer = await createVideoWriter({ path, ...SIZE, fps: 24, quality: 'high' });
    await writer.addFrame(barcodeRgba(1, 64, 48));
    expect(existsSync(path)).toBe(false);
    await writer.finish();
    expect(existsSync(path)).toBe(true);
  });

  it('leaves nothing behind when discarded', async () => {
    const path = inFolder('discarded.mp4');
    const before = readdirSync(dirname(path));
    const writer = await createVideoWriter({ path, ...SIZE, fps: 24, quality: 'high' });
    await writer.addFrame(barcodeRgba(1, 64, 48));
    await writer.discard();
    expect(readdirSync(dirname(path))).toEqual(before);
  });

  it('refuses odd sides and frames of another size', async () => {
    const options = { path: inFolder('odd.mp4'), fps: 24, quality: 'high' } as const;
    await expect(createVideoWriter({ ...options, width: 63, height: 48 })).rejects.toThrow('even sides');
    const writer = await createVideoWriter({ ...options, ...SIZE });
    await expect(writer.addFrame(new Uint8Array(16))).rejects.toThrow('64×48');
    await writer.discard();
  });
});
