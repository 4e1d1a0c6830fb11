import { SIZE_PRESETS, type Size, snapFramesDown } from './budget.ts';
import type { ShapePlan, SourceClip } from './endpoint.ts';
import type { ImageSize } from './field.ts';

interface Input22b {
  readonly video_size: ImageSize;
  readonly num_frames: number;
  readonly fps: number;
  readonly match_video_length?: boolean;
  readonly match_input_fps?: boolean;
}

/** Side lengths of 22B outputs are multiples of this many pixels. */
const GRID_PX = 32;
const onGrid = (px: number, round: (steps: number) => number) => GRID_PX * Math.max(1, round(px / GRID_PX));

/**
 * Output size of the 22B endpoints: the height that is asked for down to 32 px, the width rounded to 32 px at the same
 * aspect. Inferred from two outputs on fal's own pages: 1888×1056 (reference-video-to-video) and 1248×704
 * (text-to-video); nothing caps it at the 720p class ("at or above your requested size").
 */
export function sizeOf22b(asked: Size): Size {
  const height = onGrid(asked.height, Math.floor);
  return { width: onGrid((height * asked.width) / asked.height, Math.round), height };
}

/** What the 22B endpoints deliver; the file that comes is compared with this. */
export function shapeOf22b(input: Input22b, source: SourceClip): ShapePlan {
  const { video_size } = input;
  const size = sizeOf22b(typeof video_size === 'string' ? (SIZE_PRESETS[video_size] ?? source) : video_size);
  const asked = input.match_video_length ? source.frameCount : input.num_frames;
  const fps = input.match_input_fps ? source.fps : input.fps;
  return {
    generated: { ...size, frameCount: asked },
    output: { ...size, frameCount: snapFramesDown(asked), fps },
  };
}
