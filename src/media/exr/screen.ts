import { TONE_CURVES, type ToneMap } from '../tone-map.ts';
import { HALF_VALUES } from './half.ts';
import type { LightPicture } from './light.ts';
import { numbersOf, type Plane } from './planes.ts';
import type { Matrix } from './primaries.ts';

/** More than any half-float holds; curves give no number for the infinite light of a firefly. */
const LARGEST_LIGHT = 1e6;
/** Fine enough that the darkest codes are right too. */
const CODE_STEPS = 65_536;
/** The 8-bit sRGB code of each step of linear light from 0 to 1: a power for every sample would cost most of the time. */
const SCREEN_CODES = Uint8Array.from({ length: CODE_STEPS + 1 }, (_, step) => {
  const linear = step / CODE_STEPS;
  return Math.round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055));
});

/**
 * Scene-linear light as a screen shows it, in 8-bit sRGB: exposed by so many stops and tone-mapped. Rows from the top,
 * three or four bytes a pixel; the fourth is opaque.
 */
export function shownOnScreen(
  { width, height, planes, toBt709 }: LightPicture,
  exposure: number,
  toneMap: ToneMap,
  bytesPerPixel: 3 | 4,
): Uint8Array {
  const pixels = new Uint8Array(width * height * bytesPerPixel);
  if (bytesPerPixel === 4) pixels.fill(255);
  const shown = toBt709 ? converted(planes, toBt709) : planes;
  const [red, green, blue] = shown.map(({ samples }) => samples);
  if (red instanceof Uint16Array && green instanceof Uint16Array && blue instanceof Uint16Array) {
    const codes = codesOfHalfs(exposure, toneMap);
    for (let i = 0, to = 0; i < red.length; i++, to += bytesPerPixel) {
      pixels[to] = codes[red[i]!]!;
      pixels[to + 1] = codes[green[i]!]!;
      pixels[to + 2] = codes[blue[i]!]!;
    }
    return pixels;
  }
  const code = codeOf(exposure, toneMap);
  for (const [place, plane] of shown.entries()) {
    const numbers = numbersOf(plane);
    for (let i = 0, to = place; i < numbers.length; i++, to += bytesPerPixel) pixels[to] = code(numbers[i]!);
  }
  return pixels;
}

/** What gives the screen code of linear light; what is no number is black. */
function codeOf(exposure: number, toneMap: ToneMap): (light: number) => number {
  const gain = 2 ** exposure;
  const curve = TONE_CURVES[toneMap];
  return (light) => {
    const lit = Math.min(LARGEST_LIGHT, Math.max(0, light * gain));
    return SCREEN_CODES[Math.round(curve(lit) * CODE_STEPS)]!;
  };
}

let halfCodes: { exposure: number; toneMap: ToneMap; codes: Uint8Array } | null = null;

/** The screen code of every half, made once for the frames of a sequence. */
function codesOfHalfs(exposure: number, toneMap: ToneMap): Uint8Array {
  if (halfCodes?.exposure !== exposure || halfCodes.toneMap !== toneMap) {
    const codes = Uint8Array.from(HALF_VALUES, codeOf(exposure, toneMap));
    halfCodes = { exposure, toneMap, codes };
  }
  return halfCodes.codes;
}

/** Colours of other primaries brought to those of BT.709. */
function converted(planes: readonly Plane[], toBt709: Matrix): Plane[] {
  const { width, height } = planes[0]!;
  const [red, green, blue] = planes.map(numbersOf);
  const limited = (light: number) => Math.max(-LARGEST_LIGHT, Math.min(LARGEST_LIGHT, light));
  const out = [0, 1, 2].map(() => new Float32Array(width * height));
  for (let i = 0; i < width * height; i++) {
    const [r, g, b] = [limited(red![i]!), limited(green![i]!), limited(blue![i]!)];
    for (let row = 0; row < 3; row++) {
      out[row]![i] = toBt709[3 * row]! * r + toBt709[3 * row + 1]! * g + toBt709[3 * row + 2]! * b;
    }
  }
  return out.map((samples) => ({ width, height, samples }));
}
