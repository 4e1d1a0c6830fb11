import { DRIFT_CELL_PX, type DriftField } from './drift-field.ts';

const RED_BLUE = 0x00ff00ff;

/** A picture as packed 32-bit pixels (little endian RGBA). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/**
 * Cuts the middle of `source` to the size of `target` and moves it by `drift`, sampling bilinearly. Works on two
 * 8-bit channels at once: lanes 0x00ff00ff never overflow 32 bits with 8-bit weights.
 */
export function warpInto(source: Picture, drift: DriftField, target: Picture): void {
  const { width, height, pixels: out } = target;
  const { pixels, width: sourceWidth } = source;
  const left = (sourceWidth - width) >> 1;
  const top = (source.height - height) >> 1;
  const maxX = (sourceWidth - 1) * 256 - 1;
  const maxY = (source.height - 1) * 256 - 1;
  for (let y = 0; y < height; y++) {
    const gridRow = Math.floor(y / DRIFT_CELL_PX);
    const rowShare = y / DRIFT_CELL_PX - gridRow;
    const upper = gridRow * drift.columns;
    const lower = Math.min(gridRow + 1, drift.rows - 1) * drift.columns;
    const rowY = (top + y) * 256;
    for (let cell = 0, x = 0; x < width; cell++) {
      const end = Math.min(width, x + DRIFT_CELL_PX);
      const dx0 = mix(drift.dx[upper + cell]!, drift.dx[lower + cell]!, rowShare) * 256;
      const dx1 = mix(drift.dx[upper + cell + 1]!, drift.dx[lower + cell + 1]!, rowShare) * 256;
      const dy0 = mix(drift.dy[upper + cell]!, drift.dy[lower + cell]!, rowShare) * 256;
      const dy1 = mix(drift.dy[upper + cell + 1]!, drift.dy[lower + cell + 1]!, rowShare) * 256;
      const stepX = 256 + (dx1 - dx0) / DRIFT_CELL_PX;
      const stepY = (dy1 - dy0) / DRIFT_CELL_PX;
      let exactX = (left + x) * 256 + dx0;
      let exactY = rowY + dy0;
      for (; x < end; x++, exactX += stepX, exactY += stepY) {
        let fixedX = exactX | 0;
        let fixedY = exactY | 0;
        if (fixedX < 0) fixedX = 0;
        else if (fixedX > maxX) fixedX = maxX;
        if (fixedY < 0) fixedY = 0;
        else if (fixedY > maxY) fixedY = maxY;
        const shareX = fixedX & 255;
        const shareY = fixedY & 255;
        const at = (fixedY >> 8) * sourceWidth + (fixedX >> 8);
        const a = pixels[at]!;
        const b = pixels[at + 1]!;
        const c = pixels[at + sourceWidth]!;
        const d = pixels[at + sourceWidth + 1]!;
        const weightD = (shareX * shareY) >> 8;
        const weightB = shareX - weightD;
        const weightC = shareY - weightD;
        const weightA = 256 - shareX - shareY + weightD;
        const redBlue =
          (Math.imul(a & RED_BLUE, weightA) +
            Math.imul(b & RED_BLUE, weightB) +
            Math.imul(c & RED_BLUE, weightC) +
            Math.imul(d & RED_BLUE, weightD)) >>>
          8;
        const green =
          (Math.imul((a >>> 8) & 255, weightA) +
            Math.imul((b >>> 8) & 255, weightB) +
            Math.imul((c >>> 8) & 255, weightC) +
            Math.imul((d >>> 8) & 255, weightD)) >>>
          8;
        out[y * width + x] = (redBlue & RED_BLUE) | (green << 8) | 0xff000000;
      }
    }
  }
}

const mix = (a: number, b: number, share: number) => a + (b - a) * share;
