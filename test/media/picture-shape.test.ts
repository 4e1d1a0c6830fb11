import { copyFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openVideo } from '../../src/media/open-video.ts';
import type { RgbaFrame } from '../../src/media/read-frames.ts';
import { readBarcode, steadyTimes, writeBarcodeClip } from './barcode-clip.ts';
import { patchBox, turnClip } from './mp4-boxes.ts';
import { mustOpen, readFrames } from './must-open.ts';
import { fixture, temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();

/** Writes a, b, c and d of the display matrix (ISO/IEC 14496-12, clause 8.3.2). */
function setMatrix(path: string, [a, b, c, d]: [number, number, number, number]): void {
  patchBox(path, 'moov/trak/tkhd', (content) => {
    const at = content[0] === 0 ? 40 : 52;
    for (const [place, value] of [a, b, 0, c, d].entries()) {
      content.writeInt32BE(Math.round(value * 0x10000), at + 4 * place);
    }
  });
}

/** The same picture a quarter turn to the left. */
function turnedBack({ width, height, data }: RgbaFrame) {
  const turned = new Uint32Array(width * height);
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < height; x++) turned[y * height + x] = pixels[x * width + (width - 1 - y)]!;
  }
  return { width: height, height: width, data: new Uint8Array(turned.buffer) };
}

describe('the display matrix of a clip', () => {
  it('turns a clip of anamorphic pixels upright and keeps its proportions', async () => {
    const path = inFolder('turned-anamorphic.mp4');
    copyFileSync(fixture('anamorphic.mp4'), path);
    turnClip(path, 90);
    const frames = await readFrames(path);
    expect(frames.map(({ width, height }) => [width, height])).toEqual(frames.map(() => [64, 128]));
    expect(frames.map((frame) => readBarcode(turnedBack(frame)))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each([
    { name: 'wider', matrix: [2, 0, 0, 1], size: [128, 48] },
    { name: 'higher', matrix: [1, 0, 0, 2], size: [64, 96] },
    { name: 'wider and turned', matrix: [0, 2, -1, 0], size: [48, 128] },
    { name: 'larger in both directions, which says nothing', matrix: [2, 0, 0, 2], size: [64, 48] },
  ] as const)('makes pixels $name', async ({ name, matrix, size }) => {
    const path = inFolder(`${name}.mp4`);
    await writeBarcodeClip({ path, ...steadyTimes(6, 24) });
    setMatrix(path, [...matrix]);
    const frames = await readFrames(path);
    expect(frames.map(({ width, height }) => [width, height])).toEqual(frames.map(() => [...size]));
    const upright = matrix[0] === 0 ? frames.map(turnedBack) : frames;
    expect(upright.map(readBarcode)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is refused with its angle when it turns by no quarter', async () => {
    const path = inFolder('slanted.mp4');
    await writeBarcodeClip({ path, ...steadyTimes(3, 24) });
    setMatrix(path, [Math.SQRT1_2, Math.SQRT1_2, -Math.SQRT1_2, Math.SQRT1_2]);
    expect(await openVideo(path)).toMatchObject({
      ok: false,
      problem: { code: 'unsupported', message: expect.stringContaining('turned by 45 degrees') },
    });
  });

  it('of a camera that rounds it is taken for the quarter turn it means', async () => {
    const path = inFolder('rounded.mp4');
    await writeBarcodeClip({ path, ...steadyTimes(3, 24) });
    setMatrix(path, [0.00002, 1, -1, 0.00002]);
    const video = await mustOpen(path);
    video.close();
    expect(video.info).toMatchObject({ width: 48, height: 64, rotation: 90 });
  });
});
