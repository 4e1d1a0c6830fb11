import {
  maxFramesForSize,
  type Size,
  sizeForResolution,
  sizeForShortSide,
  snapFramesDown,
  volumePxFrames,
} from './budget.ts';
import type { ShapePlan, SourceClip } from './endpoint.ts';
import type { ImageSize } from './field.ts';

interface FreeSizeInput {
  readonly resolution: ImageSize;
  readonly num_frames: number;
  readonly frames_per_second: number;
}

/** What the quality endpoints with a free size deliver: the aligned size, and 8k+1 of the frames asked. */
export function freeSizeShape(input: FreeSizeInput, source: SourceClip): ShapePlan {
  const size = sizeForResolution(input.resolution, source);
  return {
    // The endpoint may count the frames as asked, before it snaps them.
    generated: { ...size, frameCount: input.num_frames },
    output: { ...size, frameCount: snapFramesDown(input.num_frames), fps: input.frames_per_second },
  };
}

interface Lighter {
  num_frames?: number;
  resolution?: Size;
}

/** What makes a request fit a cap: fewer frames at this size, or the 480p class of its aspect. */
export function lighterFreeSize(input: FreeSizeInput, source: SourceClip, capPxFrames: number): Lighter[] {
  const size = sizeForResolution(input.resolution, source);
  const most = maxFramesForSize(size, capPxFrames);
  const fewer: Lighter[] = most === null || most >= input.num_frames ? [] : [{ num_frames: most }];
  const small = sizeForShortSide(size, 480);
  if (small.width * small.height >= size.width * size.height) return fewer;
  if (volumePxFrames({ ...small, frameCount: input.num_frames }) <= capPxFrames)
    return [...fewer, { resolution: small }];
  const mostSmall = maxFramesForSize(small, capPxFrames);
  return mostSmall === null ? fewer : [...fewer, { resolution: small, num_frames: mostSmall }];
}
