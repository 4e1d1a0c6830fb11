import { defineNode } from '../engine/define-node.ts';
import type { Finding } from '../engine/finding.ts';
import { type ControlValue, pendingAsset, type VideoValue } from '../engine/value.ts';

/** Difference of aspect ratios above which a control no longer covers the same picture. */
const ASPECT_TOLERANCE = 0.01;
const FPS_TOLERANCE = 0.01;

const round = (value: number) => Math.round(value * 100) / 100;
const aspect = ({ width, height }: VideoValue) => width / height;

/** In what a control differs from the clip it belongs to, in words. */
function differences(control: VideoValue, base: VideoValue): string[] {
  const found: string[] = [];
  if (control.frameCount !== base.frameCount)
    found.push(`${control.frameCount} frames instead of ${base.frameCount}`);
  if (Math.abs(control.fps - base.fps) > FPS_TOLERANCE)
    found.push(`${round(control.fps)} fps instead of ${round(base.fps)}`);
  if (Math.abs(aspect(control) / aspect(base) - 1) > ASPECT_TOLERANCE)
    found.push(`${control.width}×${control.height} instead of ${base.width}×${base.height}`);
  return found;
}

/** A rendered depth, edge or pose pass that steers the structure. */
export const controlVideo = defineNode({
  id: 'control-video',
  version: 1,
  title: 'Control video',
  category: 'Prepare',
  help: 'A depth, edge or pose pass of the same shot steers the structure. It has to match the clip frame by frame.',
  inputs: {
    video: { kind: 'video', label: 'Control', required: true, help: 'The depth, edge or pose pass.' },
    base: { kind: 'video', label: 'Base clip', help: 'The clip it belongs to: what it is checked against.' },
  },
  outputs: { control: { kind: 'control', label: 'Control' } },
  params: {
    kind: {
      kind: 'choice',
      label: 'Kind',
      help: 'What the pass shows; for your own order, the model reads any of them.',
      default: 'depth',
      options: ['depth', 'edge', 'pose'],
    },
    use_as_is: {
      kind: 'toggle',
      label: 'Use as it is',
      help: 'Off lets the endpoint compute a control of its own; this one is then ignored.',
      default: true,
    },
    fit_to_base: {
      kind: 'toggle',
      label: 'Fit to base',
      help: 'Conforms the control to the base clip’s frames, rate and size.',
      default: false,
    },
    preserve_original: {
      kind: 'toggle',
      label: 'Preserve original',
      help: 'Starts from the base clip itself. Needs the base and a control that is used as it is.',
      default: false,
    },
    strength: {
      kind: 'slider',
      label: 'Denoise strength',
      help: 'With the original preserved: how much of it may change. Low stays close.',
      default: 0.6,
      min: 0.05,
      max: 1,
      step: 0.05,
      onlyWith: 'preserve_original',
    },
  },
  persist: true,
  check({ inputs: { video, base }, params, wired, node }) {
    const findings: Finding[] = [];
    if (params.preserve_original && (!wired('base') || !params.use_as_is)) {
      findings.push({
        severity: 'error',
        code: 'bad-input',
        param: 'preserve_original',
        message: params.use_as_is
          ? 'The original can only be preserved with the base clip connected here.'
          : 'The original can only be preserved with a control that is used as it is.',
        fix: params.use_as_is ? 'Connect the base clip.' : 'Switch “Use as it is” on.',
        ...(!params.use_as_is && {
          fixes: [{ label: 'Use as it is', sets: [{ nodeId: node.id, param: 'use_as_is', value: true }] }],
        }),
      });
    }
    const differing = video && base && !params.fit_to_base ? differences(video, base) : [];
    if (video && base && differing.length > 0) {
      findings.push({
        severity: 'error',
        code: 'bad-input',
        port: 'video',
        message: `“${video.name}” does not match “${base.name}”: ${differing.join(', ')}.`,
        fix: 'Render the pass with the clip’s settings, or conform it here.',
        fixes: [{ label: 'Fit to base', sets: [{ nodeId: node.id, param: 'fit_to_base', value: true }] }],
      });
    }
    if (params.fit_to_base && !wired('base')) {
      findings.push({
        severity: 'error',
        code: 'missing-input',
        port: 'base',
        message: 'There is no base clip to fit to.',
        fix: 'Connect the base clip, or switch “Fit to base” off.',
      });
    }
    return findings;
  },
  forecast({ inputs: { video, base }, params, key }) {
    const isFitted = params.fit_to_base && base && differences(video, base).length > 0;
    if (!isFitted) return { control: controlOf(video, params) };
    const { width, height, fps, frameCount, durationS } = base;
    const fitted = { ...video, width, height, fps, frameCount, durationS, asset: pendingAsset(key) };
    return { control: controlOf(fitted, params) };
  },
  async run({ inputs: { video, base }, params }, { media, signal, progress, log }) {
    if (!params.fit_to_base || !base || differences(video, base).length === 0)
      return { control: controlOf(video, params) };
    const { width, height, fps, frameCount } = base;
    const options = { width, height, fps, frameCount, fit: 'crop' } as const;
    const made = await media.conform(video, options, signal, (fraction) => progress(fraction));
    if ('failed' in made) return made;
    for (const note of made.notes) log(note);
    return { control: controlOf(made.video, params) };
  },
});

function controlOf(
  video: VideoValue,
  params: { readonly use_as_is: boolean; readonly preserve_original: boolean; readonly strength: number },
): ControlValue {
  const { use_as_is: skipPreprocess, preserve_original: preserveOriginal, strength } = params;
  return { video, skipPreprocess, preserveOriginal, strength };
}
