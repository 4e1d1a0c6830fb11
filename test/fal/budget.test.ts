import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ALIGN_PX,
  isFrameStep,
  MAX_FRAMES,
  MIN_FRAMES,
  maxFramesForSize,
  sizeForShortSide,
  snapFramesDown,
  snapFramesNearest,
  VOLUME_CAP_PX_FRAMES,
  volumePxFrames,
} from '../../src/fal/budget.ts';
import facts from './facts/render-to-real.json' with { type: 'json' };

test('the limits are the documented ones', () => {
  const { align_px, frames, volume_cap_px_frames } = facts.budget;
  expect([ALIGN_PX, MIN_FRAMES, MAX_FRAMES, VOLUME_CAP_PX_FRAMES]).toEqual([
    align_px,
    frames.min,
    frames.max,
    volume_cap_px_frames,
  ]);
  expect(1280 * 704 * 150).toBe(VOLUME_CAP_PX_FRAMES);
});

describe('output size', () => {
  test.each([
    [1280, 720, 720, '1280×704'],
    [1280, 720, 480, '832×448'],
    [1920, 1080, 720, '1280×704'],
    [3840, 2160, 480, '832×448'],
    [720, 1280, 720, '704×1280'],
    [1080, 1920, 480, '448×832'],
    [1024, 1024, 720, '704×704'],
    [512, 512, 480, '448×448'],
    [2048, 858, 720, '1664×704'],
    [2048, 858, 480, '1088×448'],
    [640, 480, 720, '960×704'],
    [1998, 1080, 720, '1280×704'],
    [853, 481, 720, '1216×704'],
    [101, 97, 480, '448×448'],
    [64, 64, 720, '704×704'],
    [16_384, 64, 480, '122880×448'],
  ])('of a %i×%i source at %i', (width, height, shortSide, expected) => {
    const size = sizeForShortSide({ width, height }, shortSide);
    expect(`${size.width}×${size.height}`).toBe(expected);
  });

  test('is always on the 64 px grid, never larger than scaled, and turns with the source', () => {
    const side = fc.integer({ min: 64, max: 8192 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(480, 720), (width, height, shortSide) => {
        const size = sizeForShortSide({ width, height }, shortSide);
        const scale = shortSide / Math.min(width, height);
        expect((size.width % 64) + (size.height % 64)).toBe(0);
        expect(size.width).toBeLessThanOrEqual(width * scale + 0.5);
        expect(size.height).toBeLessThanOrEqual(height * scale + 0.5);
        expect(size.width).toBeGreaterThan(width * scale - 64.5);
        expect(sizeForShortSide({ width: height, height: width }, shortSide)).toEqual({
          width: size.height,
          height: size.width,
        });
      }),
      { numRuns: 200 },
    );
  });

  test('never falls below one block', () => {
    expect(sizeForShortSide({ width: 10, height: 10 }, 20)).toEqual({ width: 64, height: 64 });
  });
});

describe('frame counts', () => {
  test.each([
    [-5, 9, 9],
    [0, 9, 9],
    [9, 9, 9],
    [12, 9, 9],
    [13, 9, 9],
    [14, 9, 17],
    [16, 9, 17],
    [17, 17, 17],
    [100, 97, 97],
    [101, 97, 97],
    [102, 97, 105],
    [120.9, 113, 121],
    [121, 121, 121],
    [480, 473, 481],
    [481, 481, 481],
    [482, 481, 481],
    [10_000, 481, 481],
  ])('%d snaps down to %i and to the nearest at %i', (frames, down, nearest) => {
    expect([snapFramesDown(frames), snapFramesNearest(frames)]).toEqual([down, nearest]);
  });

  test('snapped are 8k+1, in range, and stay where they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 600 }), (frames) => {
        for (const snap of [snapFramesDown, snapFramesNearest]) {
          const found = snap(frames);
          expect(isFrameStep(found)).toBe(true);
          expect(found).toBeGreaterThanOrEqual(MIN_FRAMES);
          expect(found).toBeLessThanOrEqual(MAX_FRAMES);
          expect(snap(found)).toBe(found);
        }
        if (frames >= MIN_FRAMES) expect(snapFramesDown(frames)).toBeLessThanOrEqual(frames);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the most frames that fit', () => {
  test.each([
    [1280, 704, facts.budget.max_frames['720p']],
    [832, 448, facts.budget.max_frames['480p']],
    [704, 1280, 145],
    [704, 704, 265],
    [448, 448, 481],
    [1664, 704, 113],
    [64, 64, 481],
    [122_880, 448, null],
    [16_384, 704, 9],
  ])('at %i×%i', (width, height, expected) => {
    expect(maxFramesForSize({ width, height })).toBe(expected);
  });

  test('fit, and eight more do not', () => {
    const side = fc.integer({ min: 1, max: 40 }).map((blocks) => 64 * blocks);
    fc.assert(
      fc.property(side, side, (width, height) => {
        const most = maxFramesForSize({ width, height });
        const volume = (frameCount: number) => volumePxFrames({ width, height, frameCount });
        if (most === null) {
          expect(volume(MIN_FRAMES)).toBeGreaterThan(VOLUME_CAP_PX_FRAMES);
          return;
        }
        expect(volume(most)).toBeLessThanOrEqual(VOLUME_CAP_PX_FRAMES);
        if (most < MAX_FRAMES) expect(volume(most + 8)).toBeGreaterThan(VOLUME_CAP_PX_FRAMES);
      }),
      { numRuns: 200 },
    );
  });

  test('sit exactly on a cap of their own', () => {
    const size = { width: 64, height: 64 };
    expect(maxFramesForSize(size, 64 * 64 * 17)).toBe(17);
    expect(maxFramesForSize(size, 64 * 64 * 17 - 1)).toBe(9);
    expect(maxFramesForSize(size, 64 * 64 * 9 - 1)).toBeNull();
  });
});
