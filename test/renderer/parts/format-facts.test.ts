import { expect, test } from 'vitest';
import {
  formatBytes,
  formatElapsed,
  formatFps,
  videoFacts,
} from '../../../src/renderer/parts/format-facts.ts';

test('a clip in one line', () => {
  expect(videoFacts({ width: 1280, height: 704, frameCount: 121, fps: 24 })).toBe(
    '1280×704 · 121 f · 24 fps · 5.04 s',
  );
});

test.each([
  [24, '24'],
  [23.976_023_976, '23.976'],
])('%d fps', (fps, expected) => expect(formatFps(fps)).toBe(expected));

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1_440_000, '1.4 MB'],
  [999_960_000, '1.0 GB'],
  [123_400_000, '123 MB'],
])('%d bytes', (bytes, expected) => expect(formatBytes(bytes)).toBe(expected));

test.each([
  [-5, '0:00'],
  [42_900, '0:42'],
  [61_000, '1:01'],
  [3_723_000, '1:02:03'],
])('%d ms', (ms, expected) => expect(formatElapsed(ms)).toBe(expected));
