/** Luma from which light counts as a highlight, and how many times brighter the brightest becomes. */
const KNEE = 0.6;
const BOOST = 7;

/** sRGB to linear light for every 8-bit value (IEC 61966-2-1). */
const LINEAR = Float32Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** Scene-linear RGB of a finished picture, with its highlights lifted above what a screen shows. */
export function liftToHdr(rgba: Uint8ClampedArray): Float32Array {
  const rgb = new Float32Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const [r, g, b] = [LINEAR[rgba[from]!]!, LINEAR[rgba[from + 1]!]!, LINEAR[rgba[from + 2]!]!];
    const luma = (0.2126 * rgba[from]! + 0.7152 * rgba[from + 1]! + 0.0722 * rgba[from + 2]!) / 255;
    const above = Math.max(0, (luma - KNEE) / (1 - KNEE));
    const gain = 1 + BOOST * above * above;
    rgb[to] = r * gain;
    rgb[to + 1] = g * gain;
    rgb[to + 2] = b * gain;
  }
  return rgb;
}
