import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createMediaProcess } from '../../src/media/media-process.ts';
import type { ToneMap } from '../../src/media/tone-map.ts';
import { media } from '../kept-processes.ts';
import { WAIT_LIMIT_MS } from '../wait-limit.ts';
import { type GreyFrame, writeGrey } from './grey-frame.ts';
import { mustSucceed, readFrames } from './must-open.ts';
import { temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();

async function frame(name: string, grey: number, options?: GreyFrame): Promise<string> {
  const path = inFolder(name);
  await writeGrey(path, grey, options);
  return path;
}
const requestOf = (framePaths: string[], outPath: string, fields: { fps?: number; toneMap?: ToneMap } = {}) =>
  ({ path: 'f_##.png', framePaths, fps: 24, toneMap: 'clip', outPath, ...fields }) as const;

/** The grey of each frame of a clip, at its middle. */
async function greysOf(path: string): Promise<number[]> {
  const frames = await readFrames(path);
  return frames.map(({ data, width, height }) => data[4 * (width * (height >> 1) + (width >> 1))]!);
}
function near(found: readonly number[], wanted: readonly number[]) {
  expect(found).toHaveLength(wanted.length);
  for (const [place, grey] of wanted.entries()) expect(Math.abs(found[place]! - grey)).toBeLessThanOrEqual(3);
}

describe('a clip of stills', () => {
  test('has each of them once, in order, at the asked rate, and a held one as often as it is named', async () => {
    const greys = [20, 60, 100, 140, 180, 220];
    const paths = await Promise.all(greys.map((grey, place) => frame(`o_${place}.png`, grey)));
    const outPath = inFolder('order.mp4');
    const told: number[] = [];
    const held = [...paths.slice(0, 3), paths[2]!, paths[2]!, ...paths.slice(3)];
    const made = mustSucceed(
      await media.assemble(requestOf(held, outPath, { fps: 12 }), {
        onProgress: (fraction) => told.push(fraction),
      }),
    );
    expect(made.info).toMatchObject({ width: 64, height: 64, fps: 12, frameCount: 8, audio: null });
    expect(made.notes).toEqual([]);
    near(await greysOf(outPath), [20, 60, 100, 100, 100, 140, 180, 220]);
    expect(told.at(-1)).toBe(1);
  });

  test.each(['png', 'jpg', 'webp', 'tiff', 'exr'])('takes %s', async (format) => {
    const path = await frame(`one.${format}`, 150);
    const outPath = inFolder(`${format}.mp4`);
    mustSucceed(await media.assemble(requestOf([path], outPath)));
    near(await greysOf(outPath), [150]);
  });

  test('takes 16-bit and single-channel pictures as they look', async () => {
    const deep = inFolder('deep.png');
    const pixels = new Uint16Array(64 * 64 * 3).fill(150 * 257);
    const raw = { width: 64, height: 64, channels: 3 } as const;
    await sharp(pixels, { raw }).toColourspace('rgb16').png().toFile(deep);
    const single = inFolder('single.png');
    await sharp(new Uint8Array(64 * 64).fill(90), { raw: { ...raw, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(single);
    const outPath = inFolder('depths.mp4');
    mustSucceed(await media.assemble(requestOf([deep, single], outPath)));
    near(await greysOf(outPath), [150, 90]);
  });

  test('shows what is transparent over black', async () => {
    const outPath = inFolder('alpha.mp4');
    const paths = [await frame('clear.png', 200, { alpha: 0 }), await frame('half.png', 200, { alpha: 0.5 })];
    mustSucceed(await media.assemble(requestOf(paths, outPath)));
    near(await greysOf(outPath), [0, 100]);
  });

  test('brings light above white back by the tone map that is asked for', async () => {
    const path = await frame('light.exr', 230);
    const greys: number[] = [];
    for (const toneMap of ['clip', 'reinhard'] as const) {
      const outPath = inFolder(`${toneMap}.mp4`);
      mustSucceed(await media.assemble(requestOf([path], outPath, { toneMap })));
      greys.push(...(await greysOf(outPath)));
    }
    near([greys[0]!], [230]);
    expect(greys[1]).toBeLessThan(200);
  });

  test('of odd sides loses the last row and column and says so', async () => {
    const path = await frame('odd.png', 80, { width: 65, height: 33 });
    const outPath = inFolder('odd.mp4');
    const made = mustSucceed(await media.assemble(requestOf([path, path], outPath)));
    expect(made.info).toMatchObject({ width: 64, height: 32, frameCount: 2 });
    expect(made.notes.join()).toMatch(/65×33 px.*64×32/);
    near(await greysOf(outPath), [80, 80]);
  });

  test('sees a frame that was rendered again under the same name', async () => {
    const path = await frame('again.png', 40);
    mustSucceed(await media.assemble(requestOf([path], inFolder('again-1.mp4'))));
    await writeGrey(path, 160);
    mustSucceed(await media.assemble(requestOf([path], inFolder('again-2.mp4'))));
    near(await greysOf(inFolder('again-2.mp4')), [160]);
  });

  test('never holds more than a few frames, however long it is', async () => {
    const small = createMediaProcess({ timeoutMs: WAIT_LIMIT_MS, memoryMb: 400 });
    const paths = await Promise.all(
      [30, 90].map((grey, at) => frame(`l_${at}.png`, grey, { width: 640, height: 360 })),
    );
    // 400 decoded frames of 0.9 MB would be above the limit at which the process is ended.
    const many = Array.from({ length: 400 }, (_, place) => paths[place % 2]!);
    const made = await small.assemble(requestOf(many, inFolder('long.mp4')));
    small.dispose();
    expect(mustSucceed(made).info.frameCount).toBe(400);
  });
});

describe('a clip of stills is refused by the name of the frame', () => {
  test.each([
    ['another size', () => frame('b.png', 1, { width: 66 }), /"b.png" has 66×64.*"a.png" has 64×64/],
    ['cut off', () => cutOff('cut.png'), /"cut.png" is cut off/],
    ['cut-off EXR', () => cutOff('cut.exr'), /"cut.exr"/],
    ['a text in disguise', async () => written('text.png', 'x'.repeat(100)), /"text.png" is a text file/],
    ['gone', async () => inFolder('gone.png'), /"gone.png" is not there/],
  ])('%s', async (_what, make, message) => {
    const paths = [await frame('a.png', 10), await make(), await frame('c.png', 10)];
    const outPath = inFolder('refused.mp4');
    const made = await media.assemble(requestOf(paths, outPath));
    expect(made.ok).toBe(false);
    if (made.ok) return;
    expect(made.problem.message).toMatch(message);
    expect(made.problem.fix).not.toBe('');
    expect(readdirSync(dirname(outPath)).filter((name) => name.includes('refused'))).toEqual([]);
  });

  test('too small', async () => {
    const path = await frame('dot.png', 10, { width: 15, height: 64 });
    expect(await media.assemble(requestOf([path], inFolder('dot.mp4')))).toMatchObject({
      ok: false,
      problem: { code: 'too-small' },
    });
  });
});

async function cutOff(name: string): Promise<string> {
  const whole = inFolder(`whole-${name}`);
  const noise = new Uint8Array(64 * 64 * 3).map((_, at) => (at * 7919) % 251);
  if (name.endsWith('.exr')) await writeGrey(whole, 100, { width: 300, height: 300 });
  else
    await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toFile(whole);
  const bytes = readFileSync(whole);
  return written(name, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
}

function written(name: string, content: string | Uint8Array): string {
  writeFileSync(inFolder(name), content);
  return inFolder(name);
}
