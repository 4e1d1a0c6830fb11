/** Rec. 709 luma weights. */
const LUMA = [0.2126, 0.7152, 0.0722] as const;
/** Largest magnitude of the Sobel operator on 8-bit luma: both directions at a full step. */
const LARGEST = 4 * 255 * Math.SQRT2;
/** Width of the ramp above the threshold, so that edges are not jagged. */
const RAMP = 0.08;

export interface EdgeSettings {
  /** Share of the strongest possible edge from which on something counts as one, 0 to 1. */
  readonly threshold: number;
  /** Passes of a 3×3 blur before, which take noise and textures away. */
  readonly blurPasses: number;
}

/**
 * Edges of a picture, white on black: luma, blurred, through the Sobel operator (I. Sobel, G. Feldman 1968). RGBA in,
 * RGBA of the same size out.
 */
export function edgeMap(
  rgba: Uint8Array,
  width: number,
  height: number,
  { threshold, blurPasses }: EdgeSettings,
): Uint8ClampedArray<ArrayBuffer> {
  let luma = new Float32Array(width * height);
  for (let pixel = 0; pixel < luma.length; pixel++) {
    const at = 4 * pixel;
    luma[pixel] = LUMA[0] * rgba[at]! + LUMA[1] * rgba[at + 1]! + LUMA[2] * rgba[at + 2]!;
  }
  for (let pass = 0; pass < blurPasses; pass++) luma = blurred(luma, width, height);
  const out = new Uint8ClampedArray(rgba.length);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const row = y * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - 1);
      const right = Math.min(width - 1, x + 1);
      const across =
        luma[above + right]! +
        2 * luma[row + right]! +
        luma[below + right]! -
        (luma[above + left]! + 2 * luma[row + left]! + luma[below + left]!);
      const down =
        luma[below + left]! +
        2 * luma[below + x]! +
        luma[below + right]! -
        (luma[above + left]! + 2 * luma[above + x]! + luma[above + right]!);
      const strength = Math.sqrt(across * across + down * down) / LARGEST;
      const value = (255 * (strength - threshold)) / RAMP;
      const at = 4 * (row + x);
      out[at] = value;
      out[at + 1] = value;
      out[at + 2] = value;
      out[at + 3] = 255;
    }
  }
  return out;
}

/** One pass of the binomial kernel 1-2-1 in both directions. */
function blurred(source: Float32Array, width: number, height: number): Float32Array<ArrayBuffer> {
  const across = new Float32Array(source.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const left = source[row + Math.max(0, x - 1)]!;
      const right = source[row + Math.min(width - 1, x + 1)]!;
      across[row + x] = (left + 2 * source[row + x]! + right) / 4;
    }
  }
  const out = new Float32Array(source.length);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      out[y * width + x] = (across[above + x]! + 2 * across[y * width + x]! + across[below + x]!) / 4;
    }
  }
  return out;
}
