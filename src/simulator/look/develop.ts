import { COARSE_CELL_PX } from './coarse-picture.ts';
import { GRAIN_TILE_PX } from './grain-tile.ts';
import type { LightFields } from './light-fields.ts';
import type { ChannelCurves } from './tone-curve.ts';
import type { Picture } from './warp.ts';

export interface DevelopSettings {
  readonly curves: ChannelCurves;
  readonly fields: LightFields;
  /** 1 keeps the saturation, 0 is grey. */
  readonly saturation: number;
  /** Small turn of the hues, in radians. */
  readonly hueTurn: number;
  readonly grain: Float32Array;
  readonly grainAmount: number;
  readonly grainShift: { readonly x: number; readonly y: number };
  /** Picture to blend in, and its weight. */
  readonly blend: { readonly picture: Picture; readonly weight: number } | null;
}

/** Rec. 709 luma. */
const LUMA = [0.2126, 0.7152, 0.0722] as const;

/** Turns the warped picture into the finished one: curves, colour, smooth fields, grain and anchor pixels. */
export function developInto(source: Picture, settings: DevelopSettings, out: Uint8ClampedArray): void {
  const { width, height, pixels } = source;
  const { fields, saturation, hueTurn, grain, grainAmount, grainShift, blend } = settings;
  const [curveR, curveG, curveB] = settings.curves;
  const columns = Math.ceil(width / COARSE_CELL_PX);
  const rows = Math.ceil(height / COARSE_CELL_PX);
  const gains = new Float32Array(columns);
  const offsetsR = new Float32Array(columns);
  const offsetsG = new Float32Array(columns);
  const offsetsB = new Float32Array(columns);
  const half = COARSE_CELL_PX / 2;
  const wrap = GRAIN_TILE_PX - 1;
  const lost = 1 - saturation;
  const blendPixels = blend?.picture.pixels ?? pixels;
  const blendWeight = blend?.weight ?? 0;
  const ownWeight = 1 - blendWeight;
  for (let y = 0; y < height; y++) {
    const gridY = Math.max(0, (y - half + 0.5) / COARSE_CELL_PX);
    rowOf(fields.gain, gridY, columns, rows, gains);
    rowOf(fields.offsets[0], gridY, columns, rows, offsetsR);
    rowOf(fields.offsets[1], gridY, columns, rows, offsetsG);
    rowOf(fields.offsets[2], gridY, columns, rows, offsetsB);
    const grainRow = ((y + grainShift.y) & wrap) * GRAIN_TILE_PX;
    // Spans run from one cell centre to the next; the first and last are half as wide.
    for (let x = 0, cell = 0; x < width; cell++) {
      const from = Math.max(0, cell - 1);
      const to = Math.min(columns - 1, cell);
      const end = Math.min(width, cell * COARSE_CELL_PX + half);
      const scale = from === to ? 0 : 1 / COARSE_CELL_PX;
      const stepGain = (gains[to]! - gains[from]!) * scale;
      const stepR = (offsetsR[to]! - offsetsR[from]!) * scale;
      const stepG = (offsetsG[to]! - offsetsG[from]!) * scale;
      const stepB = (offsetsB[to]! - offsetsB[from]!) * scale;
      let gain = gains[from]!;
      let addR = offsetsR[from]!;
      let addG = offsetsG[from]!;
      let addB = offsetsB[from]!;
      for (; x < end; x++) {
        const at = y * width + x;
        const pixel = pixels[at]!;
        const r = curveR[pixel & 255]!;
        const g = curveG[(pixel >>> 8) & 255]!;
        const b = curveB[(pixel >>> 16) & 255]!;
        const luma = LUMA[0] * r + LUMA[1] * g + LUMA[2] * b;
        const grey = lost * luma;
        // Film grain shows most in the mid tones.
        const noise =
          grain[grainRow + ((x + grainShift.x) & wrap)]! * grainAmount * (0.35 + luma * (255 - luma) * 4e-5);
        let red = (grey + saturation * r + hueTurn * (g - b)) * gain + addR + noise;
        let green = (grey + saturation * g + hueTurn * (b - r)) * gain + addG + noise;
        let blue = (grey + saturation * b + hueTurn * (r - g)) * gain + addB + noise;
        if (blendWeight > 0) {
          const other = blendPixels[at]!;
          red = red * ownWeight + (other & 255) * blendWeight;
          green = green * ownWeight + ((other >>> 8) & 255) * blendWeight;
          blue = blue * ownWeight + ((other >>> 16) & 255) * blendWeight;
        }
        const to4 = at * 4;
        out[to4] = red;
        out[to4 + 1] = green;
        out[to4 + 2] = blue;
        out[to4 + 3] = 255;
        gain += stepGain;
        addR += stepR;
        addG += stepG;
        addB += stepB;
      }
    }
  }
}

function rowOf(plane: Float32Array, gridY: number, columns: number, rows: number, row: Float32Array): void {
  const upper = Math.min(rows - 1, Math.floor(gridY));
  const lower = Math.min(rows - 1, upper + 1);
  const share = gridY - upper;
  for (let column = 0; column < columns; column++) {
    const above = plane[upper * columns + column]!;
    row[column] = above + (plane[lower * columns + column]! - above) * share;
  }
}
