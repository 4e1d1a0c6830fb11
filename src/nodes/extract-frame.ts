import { defineNode } from '../engine/define-node.ts';
import { pendingAsset, type VideoValue } from '../engine/value.ts';
import { MAX_SOURCE_FRAMES } from '../sources/source-limits.ts';

function frameAt(video: VideoValue, { at, frame }: { readonly at: string; readonly frame: number }): number {
  const last = video.frameCount - 1;
  switch (at) {
    case 'first':
      return 0;
    case 'middle':
      return Math.floor(last / 2);
    case 'last':
      return last;
    default:
      return frame;
  }
}

/** One exact frame of a clip as a still. */
export const extractFrame = defineNode({
  id: 'extract-frame',
  version: 1,
  title: 'Extract frame',
  category: 'Prepare',
  help: 'Takes one exact frame out of a clip, e.g. to paint over it and use it as the first frame.',
  inputs: { video: { kind: 'video', label: 'Video', required: true } },
  outputs: { image: { kind: 'image', label: 'Image' } },
  params: {
    at: { kind: 'choice', label: 'Which', default: 'first', options: ['first', 'middle', 'last', 'frame'] },
    frame: {
      kind: 'integer',
      label: 'Frame',
      help: 'Counted from 0; used when “Which” is “frame”.',
      default: 0,
      min: 0,
      max: MAX_SOURCE_FRAMES,
      step: 1,
    },
  },
  persist: true,
  check({ inputs: { video }, params }) {
    if (!video || frameAt(video, params) < video.frameCount) return [];
    return [
      {
        severity: 'error',
        code: 'invalid-param',
        param: 'frame',
        message: `“${video.name}” has frames 0 to ${video.frameCount - 1}, so frame ${params.frame} does not exist.`,
        fix: `Choose a frame up to ${video.frameCount - 1}.`,
      },
    ];
  },
  forecast({ inputs: { video }, key }) {
    return {
      image: { asset: pendingAsset(key), name: video.name, width: video.width, height: video.height },
    };
  },
  async run({ inputs: { video }, params }, { media, signal }) {
    const image = await media.extractFrame(video, frameAt(video, params), signal);
    return 'failed' in image ? image : { image };
  },
});
