import { defineNode } from '../engine/define-node.ts';
import { renderToReal } from '../fal/endpoints/render-to-real.ts';
import { paramsOfFields } from './field-params.ts';

const {
  resolution,
  num_frames,
  frames_per_second,
  num_inference_steps,
  guidance_scale,
  generate_audio,
  negative_prompt,
  video_quality,
  video_write_mode,
} = renderToReal.fields;

/** Settings that several requests share. */
export const generationSettings = defineNode({
  id: 'generation-settings',
  version: 1,
  title: 'Generation settings',
  category: 'Prepare',
  help: 'Frames, size, quality and audio for every request it is connected to. They win over the request’s own.',
  inputs: {},
  outputs: { settings: { kind: 'settings', label: 'Settings' } },
  namesItself: true,
  params: paramsOfFields({
    resolution,
    num_frames,
    frames_per_second,
    generate_audio,
    num_inference_steps,
    guidance_scale,
    negative_prompt,
    video_quality,
    video_write_mode,
  }),
  derive: ({ params, node }) => ({ settings: { from: node.id, values: { ...params } } }),
});
