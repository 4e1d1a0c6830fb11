/** Rates that files round to three decimals but mean as a fraction over 1001. */
const NTSC_BASES = [24, 30, 48, 60, 120];

/** Snaps 23.976, 29.97, 59.94 … to the exact n/1.001 and near-integers to the integer. Frames per second. */
export function exactFps(fps: number): number {
  for (const base of NTSC_BASES) {
    const ntsc = (base * 1000) / 1001;
    if (Math.abs(fps - ntsc) < base * 2e-4) return ntsc;
  }
  const whole = Math.round(fps);
  return whole > 0 && Math.abs(fps - whole) < 1e-4 * whole ? whole : fps;
}

/** A rate as a fraction of whole numbers: exact for whole rates and those over 1001, else to a thousandth. */
export function frameRateRatio(fps: number): { numerator: number; denominator: number } {
  const exact = exactFps(fps);
  if (Number.isInteger(exact)) return { numerator: exact, denominator: 1 };
  const base = Math.round(exact * 1.001);
  if (exact === (base * 1000) / 1001) return { numerator: base * 1000, denominator: 1001 };
  return { numerator: Math.round(exact * 1000), denominator: 1000 };
}
