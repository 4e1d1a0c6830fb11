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
