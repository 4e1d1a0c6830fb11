import type { Picture } from './warp.ts';

/** Side of the square that one coarse cell stands for, in pixels. */
export const COARSE_CELL_PX = 8;
/** Every n-th pixel in both directions counts towards a cell's mean. */
const SAMPLE_STEP = 2;

/** Mean colour of each cell, 8-bit code values as floats; three planes, row by row. */
export interface CoarsePicture {
  readonly columns: number;
  readonly rows: number;
  readonly planes: readonly [Float32Array, Float32Array, Float32Array];
}

/** An empty coarse picture for a size in pixels. */
export function coarseFor(width: number, height: number): CoarsePicture {
  const columns = Math.ceil(width / COARSE_CELL_PX);
  const rows = Math.ceil(height / COARSE_CELL_PX);
  const plane = () => new Float32Array(columns * rows);
  return { columns, rows, planes: [plane(), plane(), plane()] };
}

/** Fills `coarse` with the means of `picture`. */
export function coarsen({ width, height, pixels }: Picture, coarse: CoarsePicture): void {
  const { columns, rows, planes } = coarse;
  for (let row = 0, cell = 0; row < rows; row++) {
    const bottom = Math.min(height, (row + 1) * COARSE_CELL_PX);
    for (let column = 0; column < columns; column++, cell++) {
      const right = Math.min(width, (column + 1) * COARSE_CELL_PX);
      let red = 0;
      let green = 0;
      let blue = 0;
      let count = 0;
      for (let y = row * COARSE_CELL_PX; y < bottom; y += SAMPLE_STEP) {
        for (let x = column * COARSE_CELL_PX; x < right; x += SAMPLE_STEP) {
          const pixel = pixels[y * width + x]!;
          red += pixel & 255;
          green += (pixel >>> 8) & 255;
          blue += (pixel >>> 16) & 255;
          count++;
        }
      }
      planes[0][cell] = red / count;
      planes[1][cell] = green / count;
      planes[2][cell] = blue / count;
    }
  }
}

/** Blurs one plane in place: `passes` box blurs of `radius` cells, edges repeated. */
export function blurPlane(
  plane: Float32Array,
  columns: number,
  rows: number,
  radius: number,
  passes: number,
): void {
  const line = new Float32Array(Math.max(columns, rows));
  for (let pass = 0; pass < passes; pass++) {
    for (let row = 0; row < rows; row++) blurLine(plane, row * columns, 1, columns, radius, line);
    for (let column = 0; column < columns; column++) blurLine(plane, column, columns, rows, radius, line);
  }
}

function blurLine(
  plane: Float32Array,
  start: number,
  step: number,
  count: number,
  radius: number,
  line: Float32Array,
): void {
  for (let i = 0; i < count; i++) line[i] = plane[start + i * step]!;
  const last = count - 1;
  let sum = 0;
  for (let i = -radius; i <= radius; i++) sum += line[Math.min(last, Math.max(0, i))]!;
  for (let i = 0; i < count; i++) {
    plane[start + i * step] = sum / (2 * radius + 1);
    sum += line[Math.min(last, i + radius + 1)]! - line[Math.max(0, i - radius)]!;
  }
}

/** Mean and standard deviation of each channel. */
export function channelStatistics({ planes }: CoarsePicture): { mean: number; deviation: number }[] {
  return planes.map((plane) => {
    let sum = 0;
    let squares = 0;
    for (const value of plane) {
      sum += value;
      squares += value * value;
    }
    const mean = sum / plane.length;
    return { mean, deviation: Math.sqrt(Math.max(0, squares / plane.length - mean * mean)) };
  });
}
