import { defineNode } from '../engine/define-node.ts';
import type { Finding } from '../engine/finding.ts';
import { isFailure } from '../engine/problem.ts';
import { type ImageValue, type KeyframesValue, pendingAsset, type VideoValue } from '../engine/value.ts';
import { MAX_FRAMES, MIN_FRAMES } from '../fal/budget.ts';
import { landingReport, landings, PLACE_NAMES, PLACES, type Place } from '../requests/keyframe-landing.ts';
import { MAX_SOURCE_FRAMES } from '../sources/source-limits.ts';

const SOURCES = ['none', 'clip start', 'clip middle', 'clip end', 'clip frame'] as const;

const source = (label: string) =>
  ({
    kind: 'choice',
    label,
    help: 'Where the still comes from when none is connected: a frame of the clip, or nowhere.',
    default: 'none',
    options: SOURCES,
  }) as const;
const number = (label: string) =>
  ({
    kind: 'integer',
    label,
    help: 'Counted from 0; used with “clip frame”.',
    default: 0,
    min: 0,
    max: MAX_SOURCE_FRAMES,
    step: 1,
    advanced: true,
  }) as const;

interface Given {
  readonly video?: VideoValue;
  readonly first?: ImageValue;
  readonly mid?: ImageValue;
  readonly end?: ImageValue;
}
type Params = Readonly<Record<string, unknown>>;

/** How many frames the take has, as far as this node can tell: by its own param, else as many as the clip. */
const takeFramesOf = (params: Params, video: VideoValue | undefined) =>
  (params.take_frames as number | null) ?? video?.frameCount;

/** The frame of the clip that a place asks for; null where it asks for none. */
function frameOf(place: Place, params: Params, video: VideoValue): number | null {
  const at = landings(takeFramesOf(params, video)!);
  const last = video.frameCount - 1;
  switch (params[place]) {
    case 'clip start':
      return at.first;
    case 'clip middle':
      return Math.min(at.mid, last);
    case 'clip end':
      return Math.min(at.end, last);
    case 'clip frame':
      return params[`${place}_frame`] as number;
    default:
      return null;
  }
}

function outputsOf(stills: KeyframesValue, params: Params, video: VideoValue | undefined, from: string) {
  const frameCount = takeFramesOf(params, video);
  const keyframes: KeyframesValue = {
    ...stills,
    ...(frameCount !== undefined && { layout: { from, frameCount } }),
  };
  return { keyframes, report: landingReport(keyframes) };
}

/** Stills for the start, the middle and the end of a clip, from images or from exact frames. */
export const keyframes = defineNode({
  id: 'keyframes',
  version: 1,
  title: 'Keyframes',
  category: 'Prepare',
  help: 'Anchors the look at the first, the middle and the end frame, with images or with exact frames of the clip.',
  inputs: {
    video: { kind: 'video', label: 'Clip', help: 'Gives frames, and tells where the keyframes will land.' },
    first: { kind: 'image', label: 'First frame' },
    mid: { kind: 'image', label: 'Middle frame' },
    end: { kind: 'image', label: 'End frame' },
  },
  outputs: {
    keyframes: { kind: 'keyframes', label: 'Keyframes' },
    report: { kind: 'report', label: 'Landing' },
  },
  params: {
    first: source('First frame'),
    mid: source('Middle frame'),
    end: source('End frame'),
    first_frame: number('First: frame'),
    mid_frame: number('Middle: frame'),
    end_frame: number('End: frame'),
    take_frames: {
      kind: 'frames',
      label: 'Frames of the take',
      help: 'The take follows the clip for so many frames: its middle and its end are counted in them. Empty is the whole clip.',
      default: null,
      min: MIN_FRAMES,
      max: MAX_FRAMES,
      advanced: true,
    },
  },
  persist: true,
  namesItself: true,
  check({ inputs, params, wired }) {
    const findings: Finding[] = [];
    const isGiven = (place: Place) => wired(place) || params[place] !== 'none';
    for (const place of ['mid', 'end'] as const) {
      if (!isGiven(place) || isGiven('first')) continue;
      findings.push({
        severity: 'error',
        code: 'bad-input',
        port: place,
        message: `The ${PLACE_NAMES[place]} frame needs a first frame.`,
        fix: 'Connect or choose a first frame, or leave this one out.',
      });
    }
    for (const place of PLACES) {
      if (wired(place) || params[place] === 'none') continue;
      if (!wired('video')) {
        findings.push({
          severity: 'error',
          code: 'missing-input',
          port: 'video',
          message: `The ${PLACE_NAMES[place]} frame is to be taken from the clip, but no clip is connected.`,
          fix: 'Connect a clip, or connect an image.',
        });
      } else if (inputs.video) {
        const frame = frameOf(place, params, inputs.video);
        if (frame === null || frame < inputs.video.frameCount) continue;
        findings.push({
          severity: 'error',
          code: 'invalid-param',
          param: `${place}_frame`,
          message: `“${inputs.video.name}” has frames 0 to ${inputs.video.frameCount - 1}, so frame ${frame} does not exist.`,
          fix: `Choose a frame up to ${inputs.video.frameCount - 1}.`,
        });
      }
    }
    if (!PLACES.some(isGiven)) {
      findings.push({
        severity: 'error',
        code: 'missing-input',
        port: 'first',
        message: 'No keyframe is given.',
        fix: 'Connect an image, or choose a frame of the clip.',
      });
    }
    return findings;
  },
  forecast({ inputs, params, key, node }) {
    const { video } = inputs;
    const stills: Partial<Record<Place, ImageValue>> = {};
    for (const place of PLACES) {
      const image = inputs[place];
      if (image) stills[place] = image;
      else if (video && frameOf(place, params, video) !== null) {
        const { name, width, height } = video;
        stills[place] = { asset: pendingAsset(`${key}.${place}`), name, width, height };
      }
    }
    return outputsOf(stills, params, video, node.id);
  },
  async run({ inputs, params, node }, { media, signal }) {
    const given: Given = inputs;
    const stills: Partial<Record<Place, ImageValue>> = {};
    for (const place of PLACES) {
      const frame = given.video ? frameOf(place, params, given.video) : null;
      const image =
        given[place] ?? (frame === null ? undefined : await media.extractFrame(given.video!, frame, signal));
      if (!image) continue;
      if (isFailure(image)) return image;
      stills[place] = image;
    }
    return outputsOf(stills, params, given.video, node.id);
  },
});
