import { describe, expect, it } from 'vitest';
import { conform } from '../../src/media/conform.ts';
import { mustSucceed, readFrames } from './must-open.ts';
import { fixture, temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
const LEFT = [0, 200, 0];
const RIGHT = [200, 30, 30];
/** Two roundings to eight bits and a quantizer that is not lossless. */
const TOLERANCE = 4;

type Picture = { width: number; height: number; data: Uint8Array };

function colorAt({ width, height, data }: Picture, x: number, y: number): number[] {
  const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
  return [...data.subarray(at, at + 3)];
}

function expectColor(found: number[], wanted: number[]) {
  const worst = Math.max(...wanted.map((value, channel) => Math.abs(found[channel]! - value)));
  expect(worst, `${found} instead of ${wanted}`).toBeLessThanOrEqual(TOLERANCE);
}

describe('a clip that says BT.709 in its stream', () => {
  const path = fixture('bt709-in-stream.mp4');

  it.each([
    { name: 'its own size' },
    { name: 'a smaller size', width: 40, height: 24 },
    { name: 'a larger size', width: 320 },
  ])('has its colours at $name', async ({ width, height }) => {
    const [frame] = await readFrames(path, { frameIndexes: [1], width, height });
    expectColor(colorAt(frame!, 0.25, 0.5), LEFT);
    expectColor(colorAt(frame!, 0.75, 0.5), RIGHT);
  });

  it.each(['crop', 'pad', 'stretch'] as const)(
    'keeps its colours when it is conformed to %s',
    async (fit) => {
      const [outPath, partPath] = [inFolder(`${fit}.mp4`), inFolder(`${fit}.part`)];
      const size = { width: 128, height: 64 };
      mustSucceed(await conform({ path, outPath, partPath, fit, ...size }, { progress: () => {} }));
      const [frame] = await readFrames(outPath, { frameIndexes: [1] });
      expectColor(colorAt(frame!, 0.3, 0.5), LEFT);
      expectColor(colorAt(frame!, 0.7, 0.5), RIGHT);
      if (fit === 'pad') expectColor(colorAt(frame!, 0.05, 0.5), [0, 0, 0]);
    },
  );
});
