import { type Size, sizeForResolution, snapFramesDown } from './budget.ts';
import type { ShapePlan, SourceClip } from './endpoint.ts';
import type { ImageSize } from './field.ts';

interface Input22b {
  readonly video_size: ImageSize;
  readonly num_frames: number;
  readonly fps: number;
  readonly match_video_length?: boolean;
  readonly match_input_fps?: boolean;
}

/**
 * What the 22B endpoints deliver. How they align sizes is not documented; LTX-2.3's grid of 64 px is assumed, and the
 * delivered file is compared with this.
 */
export function shapeOf22b(input: Input22b, source: SourceClip): ShapePlan {
  const size: Size = sizeForResolution(input.video_size, source);
  const asked = input.match_video_length ? source.frameCount : input.num_frames;
  const fps = input.match_input_fps ? source.fps : input.fps;
  return {
    generated: { ...size, frameCount: asked },
    output: { ...size, frameCount: snapFramesDown(asked), fps },
  };
}
