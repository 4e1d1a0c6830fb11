import { defineNode } from '../engine/define-node.ts';
import type { Finding } from '../engine/finding.ts';
import type { SequenceFact } from '../engine/path-fact.ts';
import { pendingAsset } from '../engine/value.ts';
import { layerFindings, layerParam, toneMapParam } from '../sources/exr-params.ts';
import { countMissing, filledFrames, type GapPolicy, gapsOf, gapText } from '../sources/frame-gaps.ts';
import { MAX_SEQUENCE_FRAMES, MIN_SOURCE_SIDE_PX } from '../sources/source-limits.ts';

/** Highest number a file may carry: a date such as 20261231 fits. */
const MAX_FRAME_NUMBER = 999_999_999;

interface SequenceParams {
  readonly frames: SequenceFact | null;
  readonly fps: number;
  readonly first_frame: number | null;
  readonly last_frame: number | null;
  readonly gaps: GapPolicy;
}

/** Numbered stills from disk as one clip. */
export const imageSequence = defineNode({
  id: 'image-sequence',
  version: 1,
  title: 'Image sequence',
  category: 'Input',
  help: 'Numbered frames from disk, as a renderer writes them, made into one clip. Name the pattern or any one of the files.',
  inputs: {},
  outputs: { video: { kind: 'video', label: 'Video' } },
  params: {
    frames: {
      kind: 'path',
      reads: 'frames',
      label: 'Frames',
      help: 'A pattern such as shot_####.png, shot_%04d.exr or shot.$F4.tif, any one file of it, or a folder with one sequence.',
      default: null,
      placeholder: 'render/shot_####.png',
      narrowedBy: ['first_frame', 'last_frame'],
    },
    fps: { kind: 'number', label: 'Frames per second', default: 24, min: 1, max: 120, step: 1 },
    first_frame: {
      kind: 'frames',
      label: 'First',
      help: 'Number of the first frame to use. Empty is the lowest there is.',
      default: null,
      min: 0,
      max: MAX_FRAME_NUMBER,
    },
    last_frame: {
      kind: 'frames',
      label: 'Last',
      help: 'Number of the last frame to use. Empty is the highest there is.',
      default: null,
      min: 0,
      max: MAX_FRAME_NUMBER,
    },
    gaps: {
      kind: 'choice',
      label: 'Gaps',
      help: 'Where a number is missing: refuse, hold the frame before, or skip to the next one.',
      default: 'refuse',
      options: ['refuse', 'hold', 'skip'],
    },
    layer: layerParam('frames'),
    tone_map: toneMapParam,
  },
  persist: true,
  check({ params, node }) {
    const { frames, first_frame, last_frame } = params;
    if (!frames) return [noFrames];
    if (first_frame !== null && last_frame !== null && last_frame < first_frame) {
      return [
        {
          severity: 'error',
          code: 'invalid-param',
          param: 'last_frame',
          message: `The last frame (${last_frame}) lies before the first (${first_frame}).`,
          fix: 'Set last to the first frame or later.',
        },
      ];
    }
    if (Math.min(frames.width, frames.height) < MIN_SOURCE_SIDE_PX) {
      return [
        {
          severity: 'error',
          code: 'bad-media',
          param: 'frames',
          message: `The frames of “${frames.name}” have ${frames.width}×${frames.height} px, too small to work with.`,
          fix: `Use frames of at least ${MIN_SOURCE_SIDE_PX}×${MIN_SOURCE_SIDE_PX} px.`,
        },
      ];
    }
    return [
      ...layerFindings(params.layer, frames, node.id),
      ...gapFindings(params, node.id),
      ...lengthFindings(params),
    ];
  },
  forecast({ params, key }) {
    if (!params.frames) return {};
    const { frames, fps } = params;
    const frameCount = lengthOf(params);
    return {
      video: {
        asset: pendingAsset(key),
        name: frames.name,
        width: evenSide(frames.width),
        height: evenSide(frames.height),
        fps,
        frameCount,
        durationS: frameCount / fps,
        hasAudio: false,
      },
    };
  },
  async run({ params }, { media, signal, progress, log }) {
    const { frames, fps, gaps: policy, layer, tone_map } = params;
    const { name, frames: present } = frames!;
    const ordered = filledFrames(present, gapsIn(params), policy);
    const sequence = { name, frames: ordered, fps, toneMap: tone_map, layer };
    const made = await media.assemble(sequence, signal, (fraction) => progress(fraction));
    if ('failed' in made) return made;
    for (const note of made.notes) log(note);
    return { video: made.video };
  },
});

/** The encoder takes even sides only; an odd row or column is cut off. */
const evenSide = (px: number) => px - (px % 2);

const gapsIn = ({ frames, first_frame, last_frame }: SequenceParams) =>
  gapsOf(frames?.frames ?? [], first_frame, last_frame);

const lengthOf = (params: SequenceParams) =>
  (params.frames?.frames.length ?? 0) + (params.gaps === 'hold' ? countMissing(gapsIn(params)) : 0);

function gapFindings(params: SequenceParams, nodeId: string): Finding[] {
  const { frames, gaps: policy } = params;
  const gaps = gapsIn(params);
  if (!frames || gaps.length === 0) return [];
  const count = countMissing(gaps);
  const what = `${count === 1 ? 'Frame' : 'Frames'} ${gapText(gaps)} of “${frames.name}” ${count === 1 ? 'is' : 'are'} missing`;
  const set = (label: string, param: string, value: unknown) => ({
    label,
    sets: [{ nodeId, param, value }],
  });
  const lowest = frames.frames[0]!.number;
  if (policy === 'hold' && gaps[0]!.from < lowest) {
    return [
      {
        severity: 'error',
        code: 'bad-media',
        param: 'first_frame',
        message: `${what}, and no frame comes before ${gaps[0]!.from} that could be held.`,
        fix: `Start at frame ${lowest}, or render what is missing.`,
        fixes: [set(`Start at ${lowest}`, 'first_frame', lowest)],
      },
    ];
  }
  if (policy === 'refuse') {
    return [
      {
        severity: 'error',
        code: 'bad-media',
        param: 'gaps',
        message: `${what}.`,
        fix: 'Render what is missing, hold the frame before, or skip to the next one.',
        fixes: [set('Hold the frame before', 'gaps', 'hold'), set('Skip to the next', 'gaps', 'skip')],
      },
    ];
  }
  const how = policy === 'hold' ? 'the frame before is held' : 'the clip jumps there';
  return [
    {
      severity: 'warning',
      code: 'bad-input',
      param: 'gaps',
      message: `${what}; ${how}.`,
      fix: 'Render what is missing for a clip that moves evenly.',
    },
  ];
}

function lengthFindings(params: SequenceParams): Finding[] {
  const count = lengthOf(params);
  if (count <= MAX_SEQUENCE_FRAMES) return [];
  return [
    {
      severity: 'error',
      code: 'bad-media',
      param: 'last_frame',
      message: `“${params.frames!.name}” would be a clip of ${count} frames; ${MAX_SEQUENCE_FRAMES} are the most.`,
      fix: 'Set the first and last frame of the part that you need.',
    },
  ];
}

const noFrames: Finding = {
  severity: 'error',
  code: 'missing-media',
  param: 'frames',
  message: 'No frames are chosen.',
  fix: 'Give a pattern such as render/shot_####.png, or any one file of the sequence.',
};
