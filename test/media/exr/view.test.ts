import { readFile, truncate, writeFile } from 'node:fs/promises';
import { encodeExr, encodeRgbExr, init } from 'exrs';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { readExrInfo, viewExr } from '../../../src/media/exr/picture.ts';
import { lookLimit } from '../../../src/media/media-limits.ts';
import { probe } from '../../../src/media/probe.ts';
import { thumbnail } from '../../../src/media/thumbnail.ts';
import { TONE_CURVES } from '../../../src/media/tone-map.ts';
import { temporaryFolder } from '../temp-folder.ts';

const at = temporaryFolder();
beforeAll(() => init());

const WIDTH = 32;
const HEIGHT = 16;

/** Left half 0.18, right half 4.0: middle grey beside a light. */
async function writeExr(name: string, precision: 'f16' | 'f32' = 'f16'): Promise<string> {
  const pixels = new Float32Array(WIDTH * HEIGHT * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = Math.floor(i / 3) % WIDTH < WIDTH / 2 ? 0.18 : 4;
  const image = { width: WIDTH, height: HEIGHT, interleavedRgbPixels: pixels, precision } as const;
  const path = at(name);
  await writeFile(path, encodeRgbExr({ ...image, compression: 'zip16' }));
  return path;
}

describe('a frame', () => {
  test('is an image with its size', async () => {
    const path = await writeExr('a.exr');
    const info = { kind: 'image', format: 'exr', width: WIDTH, height: HEIGHT, hasAlpha: false };
    expect(await readExrInfo(path)).toEqual({ ok: true, value: info });
    expect(await probe(path)).toEqual({ ok: true, value: info });
  });

  test('that is cut off says so', async () => {
    const path = await writeExr('cut.exr');
    await truncate(path, (await readFile(path)).length - 40);
    expect(await probe(path)).toMatchObject({ ok: false, problem: { code: 'truncated' } });
  });

  test('of one channel is shown as grey', async () => {
    const path = at('z.exr');
    const layer = { channelNames: ['Z'], interleavedPixels: new Float32Array(64).fill(0.5) };
    await writeFile(path, encodeExr({ width: 8, height: 8, layers: [layer] }));
    const made = await viewExr({ path, exposure: 0, toneMap: 'clip', maxSide: 8, format: 'png' });
    if (!made.ok) throw new Error(made.problem.message);
    const { data } = await sharp(Buffer.from(made.value.picture, 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    // sRGB of 0.5 linear is 188.
    expect([...data.subarray(0, 3)]).toEqual([187, 187, 187].map(() => expect.closeTo(188, -0.5)));
  });

  test('of a renderer’s layers is shown as the combined one', async () => {
    const path = at('layers.exr');
    const channelNames = ['Diff', 'Combined'].flatMap((layer) =>
      ['R', 'G', 'B'].map((channel) => `ViewLayer.${layer}.${channel}`),
    );
    const interleavedPixels = new Float32Array(64 * 6).map((_, place) => [0, 0, 0, 1, 0.5, 0][place % 6]!);
    await writeFile(path, encodeExr({ width: 8, height: 8, layers: [{ channelNames, interleavedPixels }] }));
    const made = await viewExr({ path, exposure: 0, toneMap: 'clip', maxSide: 8, format: 'png' });
    if (!made.ok) throw new Error(made.problem.message);
    const pixels = await sharp(Buffer.from(made.value.picture, 'base64')).raw().toBuffer();
    expect([...pixels.subarray(0, 3)]).toEqual([255, 188, 0]);
  });

  test('has a small picture like any other image', async () => {
    const path = await writeExr('a.exr');
    const outPath = at('thumb.jpg');
    const made = await thumbnail({ path, outPath, partPath: `${outPath}.part`, maxSide: 16 });
    expect(made).toEqual({ ok: true, value: { width: 16, height: 8 } });
    const { channels } = await sharp(outPath).stats();
    expect(channels[0]!.max).toBeGreaterThan(230);
    expect(channels[0]!.min).toBeLessThan(150);
  });
});

describe('tone mapping', () => {
  test.each(Object.entries(TONE_CURVES))('%s keeps black, rises, and never leaves the screen', (_, curve) => {
    expect(curve(0)).toBe(0);
    const values = [0.01, 0.18, 0.5, 1, 4, 64, 1000].map(curve);
    for (const [place, value] of values.entries()) {
      expect(value).toBeLessThanOrEqual(1);
      if (place > 0) expect(value).toBeGreaterThanOrEqual(values[place - 1]!);
    }
  });
});

describe('a very large frame', () => {
  test('tells block by block that it moves on, so that no limit of seconds ends it', async () => {
    const path = at('tall.exr');
    const light = new Float32Array(16 * 640 * 3).fill(0.5);
    await writeFile(
      path,
      encodeRgbExr({
        width: 16,
        height: 640,
        interleavedRgbPixels: light,
        precision: 'f16',
        compression: 'zip16',
      }),
    );
    const told: number[] = [];
    const view = { path, exposure: 0, toneMap: 'clip', maxSide: 8, format: 'png' } as const;
    await viewExr(view, { progress: (fraction) => told.push(fraction) });
    expect(told).toEqual(Array.from({ length: 640 / 16 }, (_, block) => (block + 1) / 40));
    for (const look of ['viewExr', 'thumbnail'] as const)
      expect(lookLimit(look, 1e6)).not.toHaveProperty('timeoutMs');
  });
});
