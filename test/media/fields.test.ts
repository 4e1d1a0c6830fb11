import { AV_PIX_FMT_YUV420P } from 'node-av';
import { describe, expect, it } from 'vitest';
import { conform } from '../../src/media/conform.ts';
import { probe } from '../../src/media/probe.ts';
import { readBarcode } from './barcode-clip.ts';
import { writeCodedClip } from './coded-clip.ts';
import { ffmpeg, HAS_FFMPEG } from './ffmpeg.ts';
import { codeFields, FIELD_LINES, FIELD_WIDTH, type FieldPair } from './field-clip.ts';
import { mustSucceed, readFrames } from './must-open.ts';
import { temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
const FRAMES = 10;
const HEIGHT = 2 * FIELD_LINES;
const LAYOUT = { width: FIELD_WIDTH, height: HEIGHT, format: AV_PIX_FMT_YUV420P };
const countTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const [BLACK, WHITE] = [16, 235];

/** Both fields show the barcode of the frame. */
const still = (number: number): FieldPair => {
  const luma = (x: number) => (((number >> (7 - Math.floor(x / 8))) & 1) === 1 ? WHITE : BLACK);
  return { upper: luma, lower: luma };
};
/** A bar of 16 pixels that is further right in the lower field, over a slope from top to bottom. */
const moving = (number: number): FieldPair => {
  const field = (left: number, odd: number) => (x: number, line: number) =>
    x >= left && x < left + 16 ? WHITE : 40 + 2 * line + odd;
  return { upper: field(number, 0), lower: field(number + 12, 1) };
};

/** Red of a pixel of a grey picture, as luma of studio range. */
const lumaAt = ({ width, data }: { width: number; data: Uint8Array }, x: number, y: number) =>
  16 + (data[(y * width + x) * 4]! * 219) / 255;

describe.each([
  { kind: 'a packet for each field', isPacketAFrame: false },
  { kind: 'both fields in a packet', isPacketAFrame: true },
])('H.264 coded as fields, with $kind', ({ isPacketAFrame }) => {
  it.each(['mp4', 'mkv', 'ts'])('has the height and the number of its frames in %s', async (container) => {
    const path = inFolder(`still-${isPacketAFrame}.${container}`);
    await writeCodedClip(path, 'avc', LAYOUT, codeFields(countTo(FRAMES).map(still), isPacketAFrame));
    const info = mustSucceed(await probe(path));
    expect(info).toMatchObject({ width: FIELD_WIDTH, height: HEIGHT, frameCount: FRAMES, fps: 25 });
    expect(info).toHaveProperty('durationS', FRAMES / 25);
    const frames = await readFrames(path);
    expect(frames.map(({ height }) => height)).toEqual(Array(FRAMES).fill(HEIGHT));
    expect(frames.map(readBarcode)).toEqual(countTo(FRAMES));
    for (const index of [FRAMES - 1, 5, 3, 0]) {
      expect((await readFrames(path, { frameIndexes: [index] })).map(readBarcode)).toEqual([index]);
    }
    if (HAS_FFMPEG) {
      const raw = ffmpeg('-i', path, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-');
      expect(raw.length).toBe(FIELD_WIDTH * HEIGHT * FRAMES);
    }
  });

  it('shows no combs where something moves, and every line where nothing does', async () => {
    const path = inFolder(`moving-${isPacketAFrame}.mp4`);
    await writeCodedClip(path, 'avc', LAYOUT, codeFields(countTo(FRAMES).map(moving), isPacketAFrame));
    const frames = await readFrames(path);
    for (const [number, frame] of frames.entries()) {
      for (const y of [10, 11, 30, 31]) {
        expect(lumaAt(frame, number + 4, y)).toBeGreaterThan(220);
        expect(lumaAt(frame, number + 20, y)).toBeLessThan(120);
        // Far from the bar: 40 + the number of the line in the frame, as stored.
        expect(Math.abs(lumaAt(frame, 62, y) - (40 + y))).toBeLessThan(1.5);
      }
    }
    const [alone] = await readFrames(path, { frameIndexes: [6] });
    expect(alone!.data).toEqual(frames[6]!.data);
    const outPath = inFolder(`conformed-${isPacketAFrame}.mp4`);
    const request = { path, outPath, partPath: `${outPath}.part`, fit: 'crop', quality: 'maximum' } as const;
    const written = mustSucceed(await conform(request, { progress() {} }));
    expect(written.info).toMatchObject({ frameCount: FRAMES, height: HEIGHT });
    const [conformed] = await readFrames(outPath, { frameIndexes: [3] });
    expect(lumaAt(conformed!, 3 + 4, 11)).toBeGreaterThan(210);
    expect(lumaAt(conformed!, 3 + 20, 11)).toBeLessThan(130);
  });
});
