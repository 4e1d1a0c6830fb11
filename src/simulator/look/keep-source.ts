import type { Picture } from './warp.ts';

/** Blends the middle of the source, which is at least as large, back into a finished picture. */
export function keepSource(
  out: Uint8ClampedArray,
  source: Picture,
  width: number,
  height: number,
  share: number,
): void {
  const left = (source.width - width) >> 1;
  const top = (source.height - height) >> 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = source.pixels[(top + y) * source.width + left + x]!;
      const at = 4 * (y * width + x);
      out[at] = out[at]! * (1 - share) + (pixel & 255) * share;
      out[at + 1] = out[at + 1]! * (1 - share) + ((pixel >>> 8) & 255) * share;
      out[at + 2] = out[at + 2]! * (1 - share) + ((pixel >>> 16) & 255) * share;
    }
  }
}
