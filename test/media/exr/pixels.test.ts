import { readFileSync } from 'node:fs';
import { encodeExr, init } from 'exrs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPlanes } from '../../../src/media/exr/planes.ts';
import { fixture } from '../temp-folder.ts';
import { exrFile, type TestPart } from './exr-file.ts';
import { channelOf, headerOf, lightAt } from './read-picture.ts';

beforeAll(() => init());

/** Numbers that fill the 16 bits: more different ones than a PIZ wavelet of 14 bits takes, and odd sizes. */
const WIDTH = 211;
const HEIGHT = 150;
const noise = Float32Array.from({ length: 3 * WIDTH * HEIGHT }, (_, i) => {
  const bits = (Math.imul(i + 1, 0x9e3779b1) >>> 16) & 0x7bff;
  return new Float16Array(Uint16Array.of(i % 7 === 0 ? bits | 0x8000 : bits).buffer)[0]!;
});
const smooth = noise.map((_, i) => Math.sin(i / 900) * 3 + (i % 3));

describe('every sample is read as another program wrote it', () => {
  test.each(['none', 'rle', 'zip', 'zip16', 'piz', 'pxr24'] as const)('exrs, %s', async (compression) => {
    for (const precision of ['f16', 'f32'] as const) {
      // Of 32-bit floats PXR24 keeps 24 bits, so these are read from a file of OpenEXR below.
      if (compression === 'pxr24' && precision === 'f32') continue;
      for (const interleavedPixels of [noise, smooth]) {
        const layer = { channelNames: ['a', 'b', 'c'], interleavedPixels, precision, compression };
        const bytes = Buffer.from(encodeExr({ width: WIDTH, height: HEIGHT, layers: [layer] }));
        const read = await Promise.all(['a', 'b', 'c'].map((name) => channelOf(bytes, name)));
        const stored =
          precision === 'f16' ? Float32Array.from(new Float16Array(interleavedPixels)) : interleavedPixels;
        const back = stored.map((_, i) => read[i % 3]![Math.floor(i / 3)]!);
        expect(Buffer.from(back.buffer).equals(Buffer.from(stored.buffer))).toBe(true);
      }
    }
  });

  test.each([
    ['piz', 'plain'],
    ['b44', 'b44-plain'],
    ['b44a', 'b44a-plain'],
    ['pxr24', 'pxr24-plain'],
  ])('OpenEXR, %s', async (name, plain) => {
    const samplesOf = async (file: string) => {
      const bytes = readFileSync(fixture(`exr/${file}.exr`));
      const planes = await readPlanes(bytes, headerOf(bytes), 0, [0, 1, 2, 3]);
      return planes.map(({ samples }) => samples);
    };
    expect(await samplesOf(name)).toEqual(await samplesOf(plain));
  });

  test.each<[string, Partial<TestPart>]>([
    ['rows', {}],
    ['rows from below', { fromBelow: true }],
    ['tiles', { tile: [16, 8] }],
    ['a part of several', { name: 'beauty' }],
    ['tiles in a part of several', { name: 'beauty', tile: [7, 32] }],
  ])('%s', async (_what, options) => {
    const value = (x: number, y: number) => x + 100 * y;
    const channels = (['uint', 'half', 'float'] as const).map((type) => ({ name: type, type, value }));
    const bytes = exrFile({ channels, data: [3, 2, 42, 19], ...options });
    const expected = Float32Array.from({ length: 40 * 18 }, (_, i) =>
      value(3 + (i % 40), 2 + Math.floor(i / 40)),
    );
    for (const { name } of channels) {
      const rounded = name === 'half' ? Float32Array.from(new Float16Array(expected)) : expected;
      expect(await channelOf(bytes, name)).toEqual(rounded);
    }
  });

  test('infinite light, no number and the smallest of halfs keep their bits', async () => {
    const values = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 2 ** -24, -0, 65_504];
    const bytes = exrFile({ channels: [{ name: 'Y', value: (x) => values[x]! }], data: [0, 0, 5, 0] });
    expect([...(await channelOf(bytes, 'Y'))]).toEqual(values);
  });
});

describe('luminance with chroma', () => {
  test.each(['yc-piz', 'yc-b44'])('has the colours that OpenEXR makes of it: %s', async (name) => {
    const light = await lightAt(readFileSync(fixture(`exr/${name}.exr`)));
    expect([light.width, light.height]).toEqual([26, 18]);
    // Halfs from OpenEXR's own reader, which rounds in between and mutes single pixels that are too colourful.
    const rgb = readFileSync(fixture(`exr/${name}.rgb`));
    for (let y = 0; y < 18; y++) {
      for (let x = 0; x < 26; x++) {
        light.at(x, y).forEach((value, channel) => {
          const reference = new Float16Array(1);
          new Uint8Array(reference.buffer).set(rgb.subarray(6 * (26 * y + x) + 2 * channel).subarray(0, 2));
          expect(Math.abs(value - reference[0]!)).toBeLessThan(0.004);
        });
      }
    }
  });

  test('stored at every pixel needs no filter', async () => {
    const [red, green, blue] = [0.75, 0.5, 0.25];
    const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    const values = { Y: light, RY: (red - light) / light, BY: (blue - light) / light };
    const channels = Object.entries(values).map(([name, value]) => ({
      name,
      type: 'float' as const,
      value: () => value,
    }));
    const picture = await lightAt(exrFile({ channels, data: [0, 0, 3, 3] }));
    for (const [place, value] of [red, green, blue].entries())
      expect(picture.at(2, 1)[place]).toBeCloseTo(value, 3);
  });
});

test('a channel with fewer samples than pixels holds each up to the next', async () => {
  const channels = ['R', 'G', 'B'].map((name) => ({
    name,
    sampling: [2, 2] as const,
    value: (x: number, y: number) => x + 10 * y,
  }));
  const light = await lightAt(exrFile({ channels, data: [0, 0, 5, 5] }));
  expect([light.at(3, 1), light.at(4, 5)]).toEqual([
    [2, 2, 2],
    [44, 44, 44],
  ]);
});
