import type { PixelWindow } from './attributes.ts';
import { numbersOf, type Plane } from './planes.ts';

/**
 * Half of the symmetric filter that makes chroma between the samples of which only every second one is stored, nearest
 * first (OpenEXR, ImfRgbaYca.cpp).
 */
const BETWEEN = [0.627123, -0.186077, 0.087929, -0.043159, 0.019597, -0.00754, 0.002128];

/** Red, green and blue from luminance and the chroma RY = (R − Y) / Y and BY, by the weights of luminance. */
export function rgbOfLuminanceChroma(
  [luminance, redChroma, blueChroma]: readonly Plane[],
  { left, top }: PixelWindow,
  weights: readonly number[],
): Plane[] {
  const { width, height } = luminance!;
  const isFull = (plane: Plane) => plane.width === width && plane.height === height;
  const dense = (plane: Plane) =>
    isFull(plane) ? numbersOf(plane) : withAllChroma(plane, width, height, left, top);
  const [y, ry, by] = [numbersOf(luminance!), dense(redChroma!), dense(blueChroma!)];
  const [red, green, blue] = [
    new Float32Array(y.length),
    new Float32Array(y.length),
    new Float32Array(y.length),
  ];
  const [weightR, weightG, weightB] = weights as [number, number, number];
  for (let i = 0; i < y.length; i++) {
    const [light, r, b] = [y[i]!, ry[i]!, by[i]!];
    red[i] = (r + 1) * light;
    blue[i] = (b + 1) * light;
    green[i] = (light - red[i]! * weightR - blue[i]! * weightB) / weightG;
  }
  return [red, green, blue].map((samples) => ({ width, height, samples }));
}

/** A plane of which every second column and row is there, at even places of the picture, made whole. */
function withAllChroma(plane: Plane, width: number, height: number, left: number, top: number): Float32Array {
  const sparse = numbersOf(plane);
  const rows = new Float32Array(plane.height * width);
  for (let row = 0; row < plane.height; row++) {
    const from = sparse.subarray(row * plane.width, (row + 1) * plane.width);
    spread(from, 1, rows.subarray(row * width), 1, width, left & 1);
  }
  const all = new Float32Array(width * height);
  for (let column = 0; column < width; column++) {
    spread(rows.subarray(column), width, all.subarray(column), width, height, top & 1);
  }
  return all;
}

/** One line of samples, `fromStep` apart, brought to twice as many; beyond its ends the outermost go on. */
function spread(
  from: Float32Array,
  fromStep: number,
  to: Float32Array,
  toStep: number,
  length: number,
  firstStored: number,
): void {
  const last = Math.ceil((length - firstStored) / 2) - 1;
  const sample = (place: number) => from[Math.min(last, Math.max(0, place)) * fromStep]!;
  for (let i = 0; i < length; i++) {
    const before = Math.floor((i - firstStored) / 2);
    if (((i - firstStored) & 1) === 0) {
      to[i * toStep] = sample(before);
      continue;
    }
    let value = 0;
    for (let tap = 0; tap < BETWEEN.length; tap++) {
      value += BETWEEN[tap]! * (sample(before - tap) + sample(before + 1 + tap));
    }
    to[i * toStep] = value;
  }
}
