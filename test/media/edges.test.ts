import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { edgeMap } from '../../src/media/edge-map.ts';
import { media } from '../kept-processes.ts';
import { steadyTimes, writeBarcodeClip } from './barcode-clip.ts';
import { mustSucceed, readFrames } from './must-open.ts';
import { fixture, temporaryFolder } from './temp-folder.ts';

const SIZE = 32;

/** A picture by its grey value at each pixel. */
function picture(grey: (x: number, y: number) => number): Uint8Array {
  const rgba = new Uint8Array(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) rgba.fill(grey(x, y), 4 * (y * SIZE + x), 4 * (y * SIZE + x) + 3);
  }
  return rgba;
}
const step = picture((x) => (x < 16 ? 40 : 200));
const map = (rgba: Uint8Array, threshold: number, blurPasses = 0) =>
  edgeMap(rgba, SIZE, SIZE, { threshold, blurPasses });
const at = (rgba: Uint8ClampedArray, x: number, y: number) => rgba[4 * (y * SIZE + x)]!;
const bright = (rgba: Uint8ClampedArray) =>
  rgba.filter((value, place) => place % 4 === 0 && value > 127).length;

describe('the edges of a picture', () => {
  test('lie where the brightness steps, whichever way, and nowhere else', () => {
    const across = map(step, 0.1);
    expect([at(across, 15, 9), at(across, 16, 9)]).toEqual([255, 255]);
    expect([at(across, 3, 9), at(across, 28, 9)]).toEqual([0, 0]);
    const down = map(
      picture((_, y) => (y < 16 ? 200 : 40)),
      0.1,
    );
    expect([at(down, 9, 15), at(down, 9, 16), at(down, 9, 3)]).toEqual([255, 255, 0]);
    expect(
      bright(
        map(
          picture(() => 120),
          0.01,
        ),
      ),
    ).toBe(0);
  });

  test('are grey, opaque and of the same size', () => {
    const found = map(step, 0.1);
    expect(found).toHaveLength(step.length);
    for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
      const [r, g, b, a] = found.subarray(4 * pixel, 4 * pixel + 4);
      expect([g, b, a]).toEqual([r, r, 255]);
    }
  });

  test('are fewer above a higher threshold, and noise goes with a blur', () => {
    const ramp = picture((x, y) => (x < 16 ? 100 : 100 + 3 * y));
    expect(bright(map(ramp, 0.02))).toBeGreaterThan(bright(map(ramp, 0.1)));
    const noise = picture((x, y) => 100 + (((x * 7919 + y * 104_729) % 13) - 6) * 6);
    expect(bright(map(noise, 0.06, 4))).toBeLessThan(bright(map(noise, 0.06)) / 4);
    expect(bright(map(step, 0.06, 4))).toBeGreaterThan(0);
  });
});

describe('the edges of a clip', () => {
  const inFolder = temporaryFolder();
  const path = inFolder('clip.mp4');
  beforeAll(() => writeBarcodeClip({ path, width: 128, height: 96, ...steadyTimes(9, 24) }));

  test.each([
    [0, 'unsupported', /0×64 pixels/],
    [1, 'too-small', /1×64 pixels, which is too small for edges/],
  ])(
    'of a picture that is said to be %d pixels wide are refused with the size',
    async (width, code, words) => {
      const bytes = readFileSync(fixture('full-range.mp4'));
      // In the description of the samples, the width stands after 24 bytes (ISO/IEC 14496-12, section 12.1.3).
      bytes.writeUInt16BE(width, bytes.indexOf('avc1', bytes.indexOf('stsd')) + 4 + 24);
      const path = inFolder(`wide-${width}.mp4`);
      writeFileSync(path, bytes);
      const request = { path, outPath: inFolder(`edges-${width}.mp4`), threshold: 0.1, blurPasses: 0 };
      const message = expect.stringMatching(words);
      expect(await media.edges(request)).toMatchObject({ ok: false, problem: { code, message } });
    },
  );

  test('are a clip of the same frames, rate and size, black but for lines', async () => {
    const outPath = inFolder('edges.mp4');
    const told: number[] = [];
    const request = { path, outPath, threshold: 0.1, blurPasses: 0 };
    const info = mustSucceed(await media.edges(request, { onProgress: (fraction) => told.push(fraction) }));
    expect(info).toMatchObject({ width: 128, height: 96, frameCount: 9, fps: 24, audio: null });
    expect(told.at(-1)).toBe(1);
    const frames = await readFrames(outPath);
    const luma = frames.map(({ data }) => data.filter((_, place) => place % 4 === 1));
    // Frame 0 of the clip is one plain field.
    expect(luma.map((values) => values.some((value) => value > 200))).toEqual([
      false,
      ...Array(8).fill(true),
    ]);
    for (const values of luma) {
      expect(values.filter((value) => value < 30).length).toBeGreaterThan(values.length / 2);
    }
  });

  test('of something that is no clip are refused', async () => {
    const outPath = inFolder('none.mp4');
    const request = { path: inFolder('absent.mp4'), outPath, threshold: 0.1, blurPasses: 0 };
    expect(await media.edges(request)).toMatchObject({ ok: false, problem: { code: 'missing' } });
  });
});
