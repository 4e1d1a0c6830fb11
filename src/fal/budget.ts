/** Side lengths of LTX-2.3 outputs are multiples of this many pixels. */
export const ALIGN_PX = 64;
/** Fewest and most frames an LTX-2.3 request takes. */
export const MIN_FRAMES = 9;
export const MAX_FRAMES = 481;
/** The video autoencoder keeps one step for so many frames: what is off by less can't be told in the take. */
export const FRAMES_OF_A_STEP = 8;
/**
 * Largest width × height × frames of the IC-LoRA control path.
 * Derived from 1280×704×150; it reproduces the documented "about 6 s at 720p, about 15 s at 480p".
 */
export const VOLUME_CAP_PX_FRAMES = 135_168_000;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Shape extends Size {
  readonly frameCount: number;
}

/** Whether a frame count is of the form 8k+1, which the video autoencoder needs. */
export function isFrameStep(frameCount: number): boolean {
  return frameCount % 8 === 1;
}

/** The largest 8k+1 frame count that is not above `frameCount`, kept within 9…481. */
export function snapFramesDown(frameCount: number): number {
  const clamped = Math.min(MAX_FRAMES, Math.max(MIN_FRAMES, Math.floor(frameCount)));
  return clamped - ((clamped - 1) % 8);
}

/** The 8k+1 frame count nearest to `frameCount` (the lower one on a tie), kept within 9…481. */
export function snapFramesNearest(frameCount: number): number {
  const lower = snapFramesDown(frameCount);
  const upper = Math.min(MAX_FRAMES, lower + 8);
  return upper - frameCount < frameCount - lower ? upper : lower;
}

/** The smallest 8k+1 frame count that is not below `frameCount`, kept within 9…481. */
export function snapFramesUp(frameCount: number): number {
  const lower = snapFramesDown(frameCount);
  return lower >= frameCount ? lower : Math.min(MAX_FRAMES, lower + 8);
}

function alignDown(px: number): number {
  return Math.max(ALIGN_PX, Math.floor(px / ALIGN_PX) * ALIGN_PX);
}

/**
 * Output size for a short side in px and the source's aspect: scale the source so that its short side is
 * `shortSidePx`, then align both sides down to 64 px. 1280×720 at 720 gives 1280×704, at 480 gives 832×448.
 */
export function sizeForShortSide(source: Size, shortSidePx: number): Size {
  const longPx = Math.round(
    (shortSidePx * Math.max(source.width, source.height)) / Math.min(source.width, source.height),
  );
  const short = alignDown(shortSidePx);
  const long = alignDown(longPx);
  return source.width >= source.height ? { width: long, height: short } : { width: short, height: long };
}

/** Sizes of the named presets in px; fal's own toolkit gives these. */
export const SIZE_PRESETS: Readonly<Record<string, Size>> = {
  square_hd: { width: 1024, height: 1024 },
  square: { width: 512, height: 512 },
  portrait_4_3: { width: 768, height: 1024 },
  portrait_16_9: { width: 576, height: 1024 },
  landscape_4_3: { width: 1024, height: 768 },
  landscape_16_9: { width: 1024, height: 576 },
};

/** Short side from which on a size counts as 720p class, whose aligned short side is 704. */
const LARGEST_SHORT_SIDE_PX = 720;

/**
 * Output size for an `auto`, named or custom resolution: `auto` follows the source; larger sizes than the 720p class
 * are scaled down to it; both sides are aligned down to 64 px.
 */
export function sizeForResolution(resolution: string | Size, source: Size): Size {
  const asked = typeof resolution === 'string' ? (SIZE_PRESETS[resolution] ?? source) : resolution;
  return sizeForShortSide(asked, Math.min(LARGEST_SHORT_SIDE_PX, asked.width, asked.height));
}

/** width × height × frames, the unit of the control path's budget. */
export function volumePxFrames(shape: Shape): number {
  return shape.width * shape.height * shape.frameCount;
}

/** The largest 8k+1 frame count whose volume stays within the cap, or null where not even 9 frames fit. */
export function maxFramesForSize(size: Size, capPxFrames = VOLUME_CAP_PX_FRAMES): number | null {
  const most = Math.floor(capPxFrames / (size.width * size.height));
  return most < MIN_FRAMES ? null : snapFramesDown(most);
}
