import { describe, expect, test } from 'vitest';
import type { LightPicture } from '../../../src/media/exr/light.ts';
import type { Plane } from '../../../src/media/exr/planes.ts';
import { toBt709 } from '../../../src/media/exr/primaries.ts';
import { shownOnScreen } from '../../../src/media/exr/screen.ts';
import type { ToneMap } from '../../../src/media/tone-map.ts';

const ACES_AP1 = [0.713, 0.293, 0.165, 0.83, 0.128, 0.044, 0.32168, 0.33767];
const BT2020 = [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329];

/** Pixels as halfs or as 32-bit floats. */
function picture(
  pixels: readonly (readonly number[])[],
  isHalf: boolean,
  chromaticities?: number[],
): LightPicture {
  const plane = (channel: number): Plane => {
    const values = pixels.map((pixel) => pixel[channel]!);
    const samples = isHalf ? new Uint16Array(new Float16Array(values).buffer) : Float32Array.from(values);
    return { width: pixels.length, height: 1, samples };
  };
  const planes = [plane(0), plane(1), plane(2)] as const;
  return { width: pixels.length, height: 1, planes, toBt709: toBt709(chromaticities ?? null) };
}
const grey = (...lights: number[]) => lights.map((light) => [light, light, light]);
const shown = (light: LightPicture, exposure = 0, toneMap: ToneMap = 'clip') => [
  ...shownOnScreen(light, exposure, toneMap, 3),
];

describe.each([
  ['halfs', true],
  ['32-bit floats', false],
])('light in %s on a screen', (_, isHalf) => {
  test('is sRGB: middle grey is 118, half the light 188', () => {
    expect(shown(picture([[0.18, 0.5, 1]], isHalf))).toEqual([118, 188, 255]);
  });

  test('is white where it is infinite, by any tone map, and black where it is no number', () => {
    const light = picture([[Number.POSITIVE_INFINITY, Number.NaN, -1]], isHalf);
    for (const toneMap of ['clip', 'filmic', 'reinhard'] as const) {
      expect(shown(light, 0, toneMap)).toEqual([255, 0, 0]);
    }
  });

  test('tells highlights apart that clipping makes equal', () => {
    const light = picture(grey(2, 8), isHalf);
    const [dim, , , bright] = shown(light, 0, 'reinhard');
    expect(bright).toBeGreaterThan(dim!);
    expect(shown(light)).toEqual([255, 255, 255, 255, 255, 255]);
  });

  test('is half as much one stop down, whatever was shown before', () => {
    const before = shown(picture(grey(0.5), isHalf));
    expect(shown(picture(grey(0.5), isHalf), -1)).toEqual(shown(picture(grey(0.25), isHalf)));
    expect(shown(picture(grey(0.5), isHalf))).toEqual(before);
  });

  test('has opaque pixels of four bytes for the encoder', () => {
    expect([...shownOnScreen(picture(grey(0.5, 1), isHalf), 0, 'clip', 4)]).toEqual([
      188, 188, 188, 255, 255, 255, 255, 255,
    ]);
  });
});

describe('colours of other primaries', () => {
  test('keep white and grey, and are more vivid than the same numbers in BT.709', () => {
    expect(shown(picture(grey(0.18, 1), true, ACES_AP1))).toEqual([118, 118, 118, 255, 255, 255]);
    const [red, green, blue] = shown(picture([[0.5, 0.1, 0.1]], true, ACES_AP1));
    const plain = shown(picture([[0.5, 0.1, 0.1]], true));
    expect(red).toBeGreaterThan(plain[0]!);
    expect([green! < plain[1]!, blue! < plain[2]!]).toEqual([true, true]);
  });

  test('of BT.2020 become those of BT.709 by the matrix of ITU-R BT.2087', () => {
    // The inverse of its table: BT.2020 from BT.709.
    const expected = [1.6605, -0.5876, -0.0728, -0.1246, 1.1329, -0.0083, -0.0182, -0.1006, 1.1187];
    for (const [place, value] of toBt709(BT2020)!.entries()) expect(value).toBeCloseTo(expected[place]!, 3);
  });

  test('that cannot be are left as they are', () => {
    expect(toBt709([0, 0, 0, 0, 0, 0, 0, 0])).toBeNull();
    expect(toBt709(Array.from({ length: 8 }, () => Number.NaN))).toBeNull();
  });

  test('that are BT.709 in other digits are no others', () => {
    expect(toBt709([0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.32902])).toBeNull();
  });
});
