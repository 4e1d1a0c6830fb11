/** What shapes the colour of a whole clip; every share is 0 to 1 unless said otherwise. */
export interface Grade {
  /** Share of the photographic grade. */
  readonly amount: number;
  /** Extra contrast. */
  readonly contrast: number;
  /** Warmth of the white point, about -1 to 1. */
  readonly warmth: number;
}

export type ChannelCurves = readonly [Float32Array, Float32Array, Float32Array];

/**
 * Filmic curve (soft toe and shoulder) and split toning (cool shadows, warm lights) of R, G and B: 256 entries
 * each, 8-bit code values in and out.
 */
export function toneCurves({ amount, contrast, warmth }: Grade): ChannelCurves {
  const curves = [new Float32Array(256), new Float32Array(256), new Float32Array(256)] as const;
  const shadowTint = [-0.06, 0.008, 0.055];
  const lightTint = [0.075, 0.02, -0.085];
  const whiteTint = [0.02 * warmth, 0, -0.02 * warmth];
  for (let code = 0; code < 256; code++) {
    const x = code / 255;
    const exposed = x ** 0.86;
    const s = exposed * exposed * (3 - 2 * exposed);
    const curve = 0.02 + 0.945 * (exposed + (0.55 + contrast) * (s - exposed));
    for (let channel = 0; channel < 3; channel++) {
      const toned =
        curve +
        shadowTint[channel]! * (1 - curve) ** 2 +
        (lightTint[channel]! + whiteTint[channel]!) * curve ** 2;
      curves[channel]![code] = 255 * (x + amount * (toned - x));
    }
  }
  return curves;
}
