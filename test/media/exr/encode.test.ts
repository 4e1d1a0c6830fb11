import { decodeExr, init } from 'exrs';
import { expect, test } from 'vitest';
import { encodeHalfExr } from '../../../src/media/exr/encode.ts';
import { channelOf, headerOf } from './read-picture.ts';

const [width, height] = [37, 35];
const light = Float32Array.from({ length: 3 * width * height }, (_, i) => (i % 3) + i / 500);

test('a written frame is read bit by bit by another program, and by this one', async () => {
  await init();
  const bytes = Buffer.from(encodeHalfExr({ width, height, fps: 24 }, light));
  const halfs = Float32Array.from(new Float16Array(light));
  const [layer] = decodeExr(bytes).layers;
  expect(layer!.getInterleavedPixels(['R', 'G', 'B'])).toEqual(halfs);
  for (const [place, name] of ['R', 'G', 'B'].entries()) {
    expect(await channelOf(bytes, name)).toEqual(halfs.filter((_, i) => i % 3 === place));
  }
});

test('a written frame says that it is BT.709', () => {
  const [part] = headerOf(Buffer.from(encodeHalfExr({ width, height, fps: 24 }, light))).parts;
  const expected = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329];
  expect(part!.chromaticities).toEqual(expected.map((value) => Math.fround(value)));
});

test.each([
  [24, 24, 1],
  [24_000 / 1001, 24_000, 1001],
  [23.976, 24_000, 1001],
  [12.5, 12_500, 1000],
])('a written frame says its rate: %d', (fps, numerator, denominator) => {
  const bytes = Buffer.from(encodeHalfExr({ width, height, fps }, light));
  const name = 'framesPerSecond\0rational\0';
  const at = bytes.indexOf(name) + name.length;
  expect([0, 4, 8].map((offset) => bytes.readInt32LE(at + offset))).toEqual([8, numerator, denominator]);
});
