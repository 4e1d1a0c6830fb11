import { defineNode } from '../engine/define-node.ts';
import { pendingAsset, type VideoValue } from '../engine/value.ts';
import { MAX_FRAMES, MIN_FRAMES, snapFramesDown } from '../fal/budget.ts';

interface ConformParams {
  readonly fps: number;
  readonly frame_count: number | null;
  readonly snap_frames: boolean;
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** What a clip becomes: the frame count is settled here so that forecast and result agree. */
function conformed(video: VideoValue, { fps, frame_count, snap_frames, size }: ConformParams) {
  const resampled = Math.max(1, Math.round((video.frameCount * fps) / video.fps));
  const wanted = frame_count ?? resampled;
  const frameCount = snap_frames && wanted >= MIN_FRAMES ? snapFramesDown(wanted) : wanted;
  return { fps, frameCount, width: size?.width ?? video.width, height: size?.height ?? video.height };
}

function isSame(video: VideoValue, shape: ReturnType<typeof conformed>): boolean {
  const { fps, frameCount, width, height } = shape;
  return (
    video.fps === fps && video.frameCount === frameCount && video.width === width && video.height === height
  );
}

/** A clip brought to the frame rate, frame count and size that a request wants. */
export const conformVideo = defineNode({
  id: 'conform-video',
  version: 1,
  title: 'Conform video',
  category: 'Prepare',
  help: 'Brings a clip to the fps, frame count and size of the request, so that nothing is left to the endpoint. A clip that fits already passes untouched.',
  inputs: { video: { kind: 'video', label: 'Video', required: true } },
  outputs: { video: { kind: 'video', label: 'Video' } },
  params: {
    fps: { kind: 'number', label: 'Frames per second', default: 24, min: 1, max: 60, step: 1 },
    frame_count: {
      kind: 'frames',
      label: 'Frames',
      help: 'Empty keeps the clip’s length. Where the clip is shorter its last frame is held.',
      default: null,
      min: MIN_FRAMES,
      max: MAX_FRAMES,
      step: 8,
    },
    snap_frames: {
      kind: 'toggle',
      label: 'Snap to 8k+1',
      help: 'Lowers the frame count to 9, 17, 25 … 121 …, which the model needs.',
      default: true,
    },
    size: { kind: 'size', label: 'Size', help: 'Empty keeps the clip’s size.', default: null, multipleOf: 2 },
    fit: {
      kind: 'choice',
      label: 'Fit',
      help: 'How another aspect is met: cut the edges, add black bars or stretch.',
      default: 'crop',
      options: ['crop', 'pad', 'stretch'],
    },
  },
  persist: true,
  check({ inputs: { video }, params }) {
    if (!video) return [];
    const { frameCount } = conformed(video, params);
    const available = Math.round((video.frameCount * params.fps) / video.fps);
    if (params.frame_count === null && params.snap_frames && available > MAX_FRAMES) {
      return [
        {
          severity: 'warning',
          code: 'bad-input',
          param: 'snap_frames',
          message: `The clip gives ${available} frames at ${params.fps} fps; only the first ${frameCount} are kept.`,
          fix: 'Set in and out on the clip to choose which part is used, or switch snapping off.',
        },
      ];
    }
    if (frameCount <= available) return [];
    return [
      {
        severity: 'warning',
        code: 'bad-input',
        param: 'frame_count',
        message: `The clip gives ${available} frames at ${params.fps} fps, so its last frame is held for ${frameCount - available}.`,
        fix: 'Lower the frames or use a longer clip.',
      },
    ];
  },
  forecast({ inputs: { video }, params, key }) {
    const shape = conformed(video, params);
    if (isSame(video, shape)) return { video };
    return {
      video: { ...video, ...shape, asset: pendingAsset(key), durationS: shape.frameCount / shape.fps },
    };
  },
  async run({ inputs: { video }, params }, { media, signal, progress, log }) {
    const shape = conformed(video, params);
    if (isSame(video, shape)) return { video };
    const options = { ...shape, fit: params.fit };
    const made = await media.conform(video, options, signal, (fraction) => progress(fraction));
    if ('failed' in made) return made;
    for (const note of made.notes) log(note);
    return { video: made.video };
  },
});
