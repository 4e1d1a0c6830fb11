import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { YuvColor } from '../../src/media/color-matrix.ts';
import { resolveColor, WRITTEN_COLOR } from '../../src/media/picture-color.ts';
import { i420ByteLength, rgbaToI420 } from '../../src/media/rgba-to-i420.ts';
import { type YuvPicture, yuvToRgba } from '../../src/media/yuv-to-rgba.ts';

const BT709: YuvColor = { matrix: 'bt709', fullRange: false };
const BT601: YuvColor = { matrix: 'smpte170m', fullRange: false };
const FULL_709: YuvColor = { matrix: 'bt709', fullRange: true };

function toYuv(rgb: readonly number[], color: YuvColor): number[] {
  const i420 = new Uint8Array(i420ByteLength(2, 2));
  rgbaToI420(Uint8Array.from(Array.from({ length: 4 }, () => [...rgb, 255]).flat()), 2, 2, color, i420);
  return [i420[0]!, i420[4]!, i420[5]!];
}

function toRgb(codes: readonly number[], color: YuvColor, bitDepth: 8 | 10 | 12 = 8): number[] {
  const samples = bitDepth === 8 ? Uint8Array.from(codes) : Uint16Array.from(codes);
  const one = (index: number) => samples.subarray(index, index + 1);
  const rgba = new Uint32Array(1);
  const layout = { lumaStride: 1, chromaStride: 1, chromaShiftX: 0, chromaShiftY: 0, chromaStep: 1 } as const;
  const picture: YuvPicture = { width: 1, height: 1, y: one(0), u: one(1), v: one(2), bitDepth, ...layout };
  yuvToRgba(picture, color, rgba);
  return [...new Uint8Array(rgba.buffer)];
}

describe('colour conversion', () => {
  // Code values of the 100 % colour bars in ITU-R BT.709 and BT.601.
  it.each([
    ['white', [255, 255, 255], [235, 128, 128], [235, 128, 128]],
    ['black', [0, 0, 0], [16, 128, 128], [16, 128, 128]],
    ['red', [255, 0, 0], [63, 102, 240], [81, 90, 240]],
    ['green', [0, 255, 0], [173, 42, 26], [145, 54, 34]],
    ['blue', [0, 0, 255], [32, 240, 118], [41, 240, 110]],
  ])('makes the standard code values of %s and reads them back', (_name, rgb, bt709, bt601) => {
    expect(toYuv(rgb, BT709)).toEqual(bt709);
    expect(toYuv(rgb, BT601)).toEqual(bt601);
    for (const [codes, color] of [
      [bt709, BT709],
      [bt601, BT601],
    ] as const) {
      toRgb(codes, color).forEach((value, channel) => {
        expect(Math.abs(value - (rgb[channel] ?? 255))).toBeLessThanOrEqual(2);
      });
    }
  });

  it('gives back any colour within the rounding of eight bits', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.tuple(channel, channel, channel),
        fc.constantFrom(BT709, BT601, FULL_709),
        (rgb, color) => {
          const back = toRgb(toYuv(rgb, color), color);
          const worst = Math.max(...rgb.map((value, index) => Math.abs(back[index]! - value)));
          expect(worst).toBeLessThanOrEqual(3);
        },
      ),
    );
  });

  it('uses every code in full range', () => {
    expect(toYuv([255, 255, 255], FULL_709)).toEqual([255, 128, 128]);
    expect(toRgb([0, 128, 128], FULL_709)).toEqual([0, 0, 0, 255]);
  });

  it('scales 10-bit and 12-bit codes', () => {
    expect(toRgb([940, 512, 512], BT709, 10)).toEqual([255, 255, 255, 255]);
    expect(toRgb([256, 2048, 2048], BT709, 12)).toEqual([0, 0, 0, 255]);
    expect(toRgb([252, 408, 960], BT709, 10)[0]).toBeGreaterThanOrEqual(254);
  });

  it('averages colour over each block of four pixels', () => {
    const i420 = new Uint8Array(i420ByteLength(2, 2));
    const [white, black] = [
      [255, 255, 255, 255],
      [0, 0, 0, 255],
    ];
    rgbaToI420(Uint8Array.from([white, black, black, white].flat() as number[]), 2, 2, BT709, i420);
    expect([...i420]).toEqual([235, 16, 16, 235, 128, 128]);
  });
});

describe('which colour coding a clip has', () => {
  const untagged = { primaries: null, transfer: null, matrix: null, fullRange: null };

  it('is what the picture says, then the container, then a guess by height', () => {
    const tagged = { primaries: 9, transfer: 14, matrix: 9, fullRange: true };
    const said = { primaries: 9, transfer: 14, matrix: 'bt2020-ncl', fullRange: true };
    expect(resolveColor(tagged, { ...untagged, matrix: 1, transfer: 1 }, 480)).toEqual(said);
    expect(resolveColor(untagged, { ...untagged, matrix: 5, transfer: 18 }, 1080)).toEqual({
      ...{ matrix: 'bt470bg', fullRange: false, primaries: 5, transfer: 18 },
    });
    expect(resolveColor(untagged, untagged, 480)).toMatchObject(BT601);
    expect(resolveColor(untagged, untagged, 720)).toEqual(WRITTEN_COLOR);
  });

  it('is a guess also where RGB is said of a picture that has luma', () => {
    expect(resolveColor({ ...untagged, matrix: 0 }, untagged, 720)).toMatchObject(BT709);
  });

  it('is named where it cannot be converted', () => {
    expect(resolveColor({ ...untagged, matrix: 10 }, untagged, 720)).toEqual({
      unknownMatrix: 'BT.2020 with constant luminance',
    });
  });
});
