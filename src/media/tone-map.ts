/** How scene-linear light above what a screen shows is brought back; all keep black at 0. */
export type ToneMap = 'filmic' | 'reinhard' | 'clip';

type Curve = (linear: number) => number;

/** K. Narkowicz's fit of the ACES filmic curve (2016). */
const filmic: Curve = (x) => Math.min(1, (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14));
/** E. Reinhard et al. 2002, the simple global operator. */
const reinhard: Curve = (x) => x / (1 + x);
const clip: Curve = (x) => Math.min(1, x);

export const TONE_CURVES: { readonly [T in ToneMap]: Curve } = { filmic, reinhard, clip };
