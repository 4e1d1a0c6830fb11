import type { AnchorPull } from './anchor-pull.ts';
import { blurPlane, type CoarsePicture } from './coarse-picture.ts';

/** Smooth per-cell terms of the picture: out = value × gain + offset, per channel. */
export interface LightFields {
  readonly gain: Float32Array;
  readonly offsets: readonly [Float32Array, Float32Array, Float32Array];
}

export interface LightSettings {
  /** Share of local contrast, bloom and vignette. */
  readonly localContrast: number;
  readonly bloom: number;
  readonly vignette: number;
}

/** Code value from which light spills over, of 255. */
const BLOOM_FROM = 176;
const ANCHOR_BLUR_CELLS = 3;

/**
 * Local contrast (distance from the blurred neighbourhood), bloom, vignette and the local colour of an anchor as
 * one gain and one offset per cell, from the graded means of the cells.
 */
export function lightFields(
  graded: CoarsePicture,
  pull: AnchorPull | null,
  { localContrast, bloom, vignette }: LightSettings,
  fields: LightFields,
): void {
  const { columns, rows, planes } = graded;
  const bloomRadius = Math.max(1, Math.round(columns / 40));
  for (let row = 0, cell = 0; row < rows; row++) {
    const y = ((row + 0.5) / rows) * 2 - 1;
    for (let column = 0; column < columns; column++, cell++) {
      const x = ((column + 0.5) / columns) * 2 - 1;
      fields.gain[cell] = 1 - vignette * ((x * x + y * y) / 2) ** 1.5;
    }
  }
  for (let channel = 0; channel < 3; channel++) {
    const means = planes[channel]!;
    const spill = means.map((value) => Math.max(0, value - BLOOM_FROM));
    blurPlane(spill, columns, rows, bloomRadius, 2);
    const surround = means.slice();
    blurPlane(surround, columns, rows, 1, 2);
    const anchor = pull && differenceOf(pull.anchor.coarse.planes[channel]!, means, columns, rows);
    const anchorWeight = pull?.localWeight ?? 0;
    const offset = fields.offsets[channel]!;
    for (let cell = 0; cell < offset.length; cell++) {
      const local = bloom * spill[cell]! - localContrast * surround[cell]!;
      offset[cell] = fields.gain[cell]! * local + (anchor ? anchorWeight * anchor[cell]! : 0);
    }
  }
  for (let cell = 0; cell < fields.gain.length; cell++) fields.gain[cell]! *= 1 + localContrast;
}

function differenceOf(
  anchor: Float32Array,
  means: Float32Array,
  columns: number,
  rows: number,
): Float32Array {
  const difference = anchor.map((value, cell) => value - means[cell]!);
  blurPlane(difference, columns, rows, ANCHOR_BLUR_CELLS, 2);
  return difference;
}
