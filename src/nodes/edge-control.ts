import { defineNode } from '../engine/define-node.ts';
import { pendingAsset } from '../engine/value.ts';

/** A control video of edges, computed here from the clip itself. */
export const edgeControl = defineNode({
  id: 'edge-control',
  version: 1,
  title: 'Edge control',
  category: 'Prepare',
  help: 'Computes the edges of a clip on this machine, as a control video that costs nothing and that you can see.',
  inputs: { video: { kind: 'video', label: 'Clip', required: true } },
  outputs: {
    control: { kind: 'control', label: 'Control' },
    video: { kind: 'video', label: 'Edges' },
  },
  params: {
    threshold: {
      kind: 'slider',
      label: 'Threshold',
      help: 'How strong an edge has to be. Lower draws finer ones, and noise.',
      default: 0.03,
      min: 0.01,
      max: 0.5,
      step: 0.01,
    },
    blur: {
      kind: 'integer',
      label: 'Blur',
      help: 'Passes of a small blur before, which take textures and noise away.',
      default: 1,
      min: 0,
      max: 8,
      step: 1,
    },
  },
  persist: true,
  forecast({ inputs: { video }, key }) {
    const edges = { ...video, asset: pendingAsset(key), hasAudio: false };
    return { control: controlOf(edges), video: edges };
  },
  async run({ inputs: { video }, params }, { media, signal, progress }) {
    const settings = { threshold: params.threshold, blurPasses: params.blur };
    const edges = await media.edges(video, settings, signal, (fraction) => progress(fraction));
    return 'failed' in edges ? edges : { control: controlOf(edges), video: edges };
  },
});

const controlOf = <V>(video: V) => ({ video, skipPreprocess: true, preserveOriginal: false, strength: 1 });
