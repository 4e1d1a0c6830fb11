import { defineNode } from '../engine/define-node.ts';
import type { Finding } from '../engine/finding.ts';
import { pendingAsset, type VideoValue } from '../engine/value.ts';
import { MAX_SOURCE_FRAMES, MIN_SOURCE_SIDE_PX } from '../sources/source-limits.ts';

interface Trim {
  readonly in_frame: number | null;
  readonly out_frame: number | null;
}

const isTrimmed = ({ in_frame, out_frame }: Trim, frameCount: number) =>
  (in_frame ?? 0) > 0 || (out_frame ?? frameCount - 1) < frameCount - 1;

/** A clip from disk or the web, cut to its in and out frame. */
export const videoInput = defineNode({
  id: 'video-input',
  version: 1,
  title: 'Video input',
  category: 'Input',
  help: 'A blockout clip: a Blender render, a game-engine capture or previs. Set in and out to use a part of it.',
  inputs: {},
  outputs: { video: { kind: 'video', label: 'Video' } },
  params: {
    clip: { kind: 'media', accepts: 'video', label: 'Clip', default: null, help: 'MP4, MOV, WebM or MKV.' },
    in_frame: {
      kind: 'frames',
      label: 'In',
      help: 'First frame to use. Empty is the start.',
      default: null,
      min: 0,
      max: MAX_SOURCE_FRAMES,
    },
    out_frame: {
      kind: 'frames',
      label: 'Out',
      help: 'Last frame to use. Empty is the end.',
      default: null,
      min: 0,
      max: MAX_SOURCE_FRAMES,
    },
  },
  persist: true,
  check({ params }) {
    const { clip, in_frame, out_frame } = params;
    if (clip?.kind !== 'video') return [noClip];
    const findings: Finding[] = [];
    if (Math.min(clip.width, clip.height) < MIN_SOURCE_SIDE_PX) {
      findings.push({
        severity: 'error',
        code: 'bad-media',
        param: 'clip',
        message: `“${clip.name}” is ${clip.width}×${clip.height} px, too small to work with.`,
        fix: `Use a clip of at least ${MIN_SOURCE_SIDE_PX}×${MIN_SOURCE_SIDE_PX} px.`,
      });
    }
    const last = clip.frameCount - 1;
    const range = `“${clip.name}” has frames 0 to ${last}`;
    if ((in_frame ?? 0) > last || (out_frame ?? 0) > last) {
      const param = (in_frame ?? 0) > last ? 'in_frame' : 'out_frame';
      findings.push({
        severity: 'error',
        code: 'invalid-param',
        param,
        message: `${range}, so frame ${params[param]} does not exist.`,
        fix: `Choose a frame up to ${last}.`,
      });
    } else if ((in_frame ?? 0) > (out_frame ?? last)) {
      findings.push({
        severity: 'error',
        code: 'invalid-param',
        param: 'out_frame',
        message: `The out frame (${out_frame}) lies before the in frame (${in_frame}).`,
        fix: 'Set out to the in frame or later.',
      });
    }
    return findings;
  },
  forecast({ params, key }) {
    const { clip } = params;
    if (clip?.kind !== 'video') return {};
    if (!isTrimmed(params, clip.frameCount)) return { video: clip };
    const frameCount = (params.out_frame ?? clip.frameCount - 1) - (params.in_frame ?? 0) + 1;
    return { video: { ...clip, asset: pendingAsset(key), frameCount, durationS: frameCount / clip.fps } };
  },
  async run({ params }, { media, signal, progress }) {
    const clip = params.clip as VideoValue;
    if (!isTrimmed(params, clip.frameCount)) return { video: clip };
    const cut = await media.conform(
      clip,
      { inFrame: params.in_frame ?? 0, outFrame: params.out_frame ?? clip.frameCount - 1 },
      signal,
      (fraction) => progress(fraction),
    );
    return 'failed' in cut ? cut : { video: cut.video };
  },
});

const noClip: Finding = {
  severity: 'error',
  code: 'missing-media',
  param: 'clip',
  message: 'No clip is chosen.',
  fix: 'Choose a video file, or drop one on the node.',
};
