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

/** The params that several requests may share, under the names that most endpoints have for them. */
export const sharedSettings = paramsOfFields({
  resolution,
  num_frames,
  frames_per_second,
  generate_audio,
  num_inference_steps,
  guidance_scale,
  negative_prompt,
  video_quality,
  video_write_mode,
});
