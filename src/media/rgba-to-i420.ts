import { lumaWeights, type YuvColor } from './color-matrix.ts';

const FRACTION_BITS = 16;

/** Bytes of an 8-bit 4:2:0 picture of even width and height. */
export function i420ByteLength(width: number, height: number): number {
  return (width * height * 3) / 2;
}

/**
 * R'G'B' (alpha ignored) to 8-bit 4:2:0: planes Y, Cb, Cr one after the other without padding. Chroma is the mean
 * of each 2×2 block. Width and height must be even.
 */
export function rgbaToI420(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  color: YuvColor,
  i420: Uint8Array,
): void {
  const w = weights(color);
  const stride = width * 4;
  let cbOut = width * height;
  let crOut = cbOut + (width * height) / 4;
  for (let row = 0; row < height; row += 2) {
    for (let column = 0; column < width; column += 2) {
      const top = row * stride + column * 4;
      const bottom = top + stride;
      const lumaOut = row * width + column;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let corner = 0; corner < 4; corner++) {
        const at = (corner < 2 ? top : bottom) + (corner & 1) * 4;
        const r = rgba[at]!;
        const g = rgba[at + 1]!;
        const b = rgba[at + 2]!;
        i420[lumaOut + (corner < 2 ? 0 : width) + (corner & 1)] =
          (w.yr * r + w.yg * g + w.yb * b + w.lumaZero) >> FRACTION_BITS;
        red += r;
        green += g;
        blue += b;
      }
      // The sums hold four pixels, hence the two extra bits.
      i420[cbOut++] = (w.ur * red + w.ug * green + w.ub * blue + w.chromaZero) >> (FRACTION_BITS + 2);
      i420[crOut++] = (w.vr * red + w.vg * green + w.vb * blue + w.chromaZero) >> (FRACTION_BITS + 2);
    }
  }
}

function weights({ matrix, fullRange }: YuvColor) {
  const { kr, kb } = lumaWeights(matrix);
  const kg = 1 - kr - kb;
  const one = 1 << FRACTION_BITS;
  const luma = ((fullRange ? 255 : 219) / 255) * one;
  const chroma = ((fullRange ? 255 : 224) / 255) * one;
  const cb = chroma / (2 * (1 - kb));
  const cr = chroma / (2 * (1 - kr));
  const fixed = {
    ...{ yr: luma * kr, yg: luma * kg, yb: luma * kb },
    ...{ ur: -cb * kr, ug: -cb * kg, ub: cb * (1 - kb) },
    ...{ vr: cr * (1 - kr), vg: -cr * kg, vb: -cr * kb },
  };
  const rounded = Object.fromEntries(Object.entries(fixed).map(([name, value]) => [name, Math.round(value)]));
  return {
    ...(rounded as typeof fixed),
    lumaZero: (fullRange ? 0 : 16) * one + one / 2,
    chromaZero: 4 * 128 * one + 2 * one,
  };
}
