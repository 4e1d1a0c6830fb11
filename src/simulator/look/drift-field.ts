import { seededRandom } from '../seeded-random.ts';

/** Distance of the grid points at which the drift is computed, in pixels. */
export const DRIFT_CELL_PX = 32;
const WAVES = 3;

/** Displacement on a coarse grid, in pixels; row by row. */
export interface DriftField {
  readonly columns: number;
  readonly rows: number;
  readonly dx: Float32Array;
  readonly dy: Float32Array;
}

interface Wave {
  readonly kx: number;
  readonly ky: number;
  readonly perFrame: number;
  readonly phase: number;
  readonly share: number;
}

/** A slow, smooth wobble of at most `amplitudePx`; returns the function that moves `field` to a frame. */
export function createDrift(width: number, height: number, amplitudePx: number, seed: number) {
  const random = seededRandom(seed);
  const waves = (): Wave[] =>
    Array.from({ length: WAVES }, (_, index) => ({
      kx: ((random() * 2 - 1) * 2 * Math.PI * (index + 1)) / width,
      ky: ((random() * 2 - 1) * 2 * Math.PI * (index + 1)) / height,
      perFrame: (random() * 2 - 1) * 0.09,
      phase: random() * 2 * Math.PI,
      share: 1 / WAVES,
    }));
  const wavesX = waves();
  const wavesY = waves();
  const columns = Math.ceil(width / DRIFT_CELL_PX) + 1;
  const rows = Math.ceil(height / DRIFT_CELL_PX) + 1;
  const field = { columns, rows, dx: new Float32Array(columns * rows), dy: new Float32Array(columns * rows) };

  return (frame: number): DriftField => {
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++) {
        const x = column * DRIFT_CELL_PX;
        const y = row * DRIFT_CELL_PX;
        field.dx[at] = amplitudePx * sumOf(wavesX, x, y, frame);
        field.dy[at] = amplitudePx * sumOf(wavesY, x, y, frame);
      }
    }
    return field;
  };
}

function sumOf(waves: readonly Wave[], x: number, y: number, frame: number): number {
  let sum = 0;
  for (const { kx, ky, perFrame, phase, share } of waves) {
    sum += share * Math.sin(kx * x + ky * y + perFrame * frame + phase);
  }
  return sum;
}
