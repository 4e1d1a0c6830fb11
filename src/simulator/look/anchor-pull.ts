import { type CoarsePicture, channelStatistics, coarseFor, coarsen } from './coarse-picture.ts';
import type { Picture } from './warp.ts';

/** Frames after which the blend with an anchor's own pixels, and with its local colour, has fallen to 1/e. */
const PIXEL_FADE_FRAMES = 2.5;
const LOCAL_FADE_FRAMES = 30;
const GLOBAL_FADE_FRAMES = 60;
/** Weights at the anchor's own frame. */
const PIXEL_WEIGHT = 0.9;
const LOCAL_WEIGHT = 0.7;
/** The share of an anchor's overall colour that stays over the whole clip, and what is added near its frame. */
const GLOBAL_LASTING = 0.45;
const GLOBAL_NEAR = 0.35;
const LEAST_PIXEL_WEIGHT = 0.01;

/** An anchor image at output size. */
export interface AnchorPicture {
  readonly frame: number;
  /** How closely it is followed, 0 to 1. */
  readonly strength: number;
  /** Whether the clip is this very still in motion, so that its pixels are where the source's are. */
  readonly isSource?: boolean;
  readonly picture: Picture;
  readonly coarse: CoarsePicture;
  readonly statistics: { mean: number; deviation: number }[];
}

/** How strongly one anchor acts on one frame. */
export interface AnchorPull {
  readonly anchor: AnchorPicture;
  readonly pixelWeight: number;
  readonly localWeight: number;
  readonly globalWeight: number;
}

/** Prepares an image that already has the output's size. */
export function anchorPicture(frame: number, picture: Picture, strength = 1): AnchorPicture {
  const coarse = coarseFor(picture.width, picture.height);
  coarsen(picture, coarse);
  return { frame, strength, picture, coarse, statistics: channelStatistics(coarse) };
}

/** The pull of the anchor nearest to `frame`, or null without anchors. */
export function anchorPull(anchors: readonly AnchorPicture[], frame: number): AnchorPull | null {
  const anchor = anchors.reduce<AnchorPicture | null>(
    (best, next) => (best && Math.abs(best.frame - frame) <= Math.abs(next.frame - frame) ? best : next),
    null,
  );
  if (!anchor) return null;
  const away = Math.abs(anchor.frame - frame);
  const { strength } = anchor;
  const pixelWeight = strength * PIXEL_WEIGHT * Math.exp(-away / PIXEL_FADE_FRAMES);
  return {
    anchor,
    pixelWeight: pixelWeight < LEAST_PIXEL_WEIGHT ? 0 : pixelWeight,
    localWeight: strength * LOCAL_WEIGHT * Math.exp(-away / LOCAL_FADE_FRAMES),
    globalWeight: strength * (GLOBAL_LASTING + GLOBAL_NEAR * Math.exp(-away / GLOBAL_FADE_FRAMES)),
  };
}
