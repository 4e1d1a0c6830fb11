import { exactFps } from './frame-rate.ts';

/** One stored frame: presentation time and length in seconds, in any order. */
export type FrameTiming = { timestampS: number; durationS: number };
/** A stored frame and its place in the order in which frames are stored. */
export type ShownPicture = FrameTiming & { position: number };

export type FrameTimeline = {
  /** Presentation times by frame index, ascending. */
  timestampsS: Float64Array;
  /** Place of each frame in the order in which they are stored. */
  positions: Int32Array;
  frameCount: number;
  /** Frames per second; the mean for a variable rate. */
  fps: number;
  variableFps: boolean;
  /** The usual rate: `fps` when constant, else that of the median distance of two frames. */
  nominalFps: number;
  /** From the start of the first frame to the end of the last. */
  durationS: number;
};

/** How far, in ticks of the file's clock, a constant-rate time may be rounded. */
const ROUNDING_TICKS = 1.5;

/**
 * Orders stored frames as they are shown; frame N is the N-th shown one. Frames that begin before time 0 are cut
 * off by the file's edit list and do not count, as in FFmpeg. `ticksPerS` is the resolution of the file's clock.
 */
export function frameTimeline(stored: ShownPicture[], ticksPerS: number): FrameTimeline {
  const halfTickS = 0.5 / ticksPerS;
  const shown = stored
    .filter(({ timestampS }) => timestampS >= -halfTickS)
    .sort((a, b) => a.timestampS - b.timestampS);
  const timestampsS = Float64Array.from(shown, ({ timestampS }) => timestampS);
  const positions = Int32Array.from(shown, ({ position }) => position);
  const first = shown[0];
  const last = shown.at(-1);
  if (!first || !last) {
    return { timestampsS, positions, frameCount: 0, fps: 0, variableFps: false, nominalFps: 0, durationS: 0 };
  }
  const rate = frameRate(timestampsS, last.durationS, ROUNDING_TICKS / ticksPerS);
  const nominalFps = rate.variableFps ? medianRate(timestampsS) : rate.fps;
  // Matroska does not store how long the last frame lasts.
  const endS = last.timestampS + (last.durationS || 1 / nominalFps);
  const durationS = Math.round((endS - first.timestampS) * 1e6) / 1e6;
  return { timestampsS, positions, frameCount: shown.length, ...rate, nominalFps, durationS };
}

function frameRate(timestampsS: Float64Array, lastDurationS: number, toleranceS: number) {
  const gaps = timestampsS.length - 1;
  const spanS = timestampsS[gaps]! - timestampsS[0]!;
  if (gaps === 0 || spanS === 0) {
    return { fps: lastDurationS > 0 ? exactFps(1 / lastDurationS) : 30, variableFps: false };
  }
  const mean = gaps / spanS;
  // On a coarse clock (1 ms in Matroska) the mean of a short clip is off; a usual rate that fits is the truth.
  const whole = Math.round(mean);
  const usual = [whole, (whole * 1000) / 1001].map((fps) => ({ fps, offS: largestOffset(timestampsS, fps) }));
  const best = usual.reduce((a, b) => (b.offS < a.offS ? b : a));
  if (whole > 0 && best.offS <= toleranceS) return { fps: best.fps, variableFps: false };
  return { fps: exactFps(mean), variableFps: largestOffset(timestampsS, mean) > toleranceS };
}

function medianRate(timestampsS: Float64Array): number {
  const gapsS = timestampsS
    .subarray(1)
    .map((timeS, index) => timeS - timestampsS[index]!)
    .filter((gapS) => gapS > 0);
  const fps = 1 / gapsS.sort()[gapsS.length >> 1]!;
  const whole = Math.round(fps);
  // Cameras that vary their rate do so around a whole one.
  return Math.abs(fps - whole) < 0.02 * whole ? whole : exactFps(fps);
}

function largestOffset(timestampsS: Float64Array, fps: number): number {
  const startS = timestampsS[0]!;
  return timestampsS.reduce(
    (largest, timeS, index) => Math.max(largest, Math.abs(timeS - startS - index / fps)),
    0,
  );
}

/** Index of the frame on screen at `timeS` after the first frame: the nearest by time, the earlier on a tie. */
export function nearestFrame({ timestampsS }: FrameTimeline, timeS: number): number {
  const wantedS = timestampsS[0]! + timeS;
  let low = 0;
  let high = timestampsS.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timestampsS[middle]! < wantedS) low = middle + 1;
    else high = middle;
  }
  // Without the small allowance, rounding noise would decide ties.
  const earlier = low > 0 && wantedS - timestampsS[low - 1]! <= timestampsS[low]! - wantedS + 1e-9;
  return earlier ? low - 1 : low;
}
