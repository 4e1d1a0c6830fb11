import { VOLUME_CAP_PX_FRAMES } from '../budget.ts';
import { defineEndpoint } from '../endpoint.ts';
import { freeSizeShape, lighterFreeSize } from '../free-size-shape.ts';
import { BY_PAGE } from '../price.ts';
import { referenceVideoFields } from '../reference-video-fields.ts';

/** `fal-ai/ltx-2.3-quality/reference-video-to-video`: a clip steers a new one, with keyframes and a control video. */
export const referenceVideoToVideo = defineEndpoint({
  id: 'fal-ai/ltx-2.3-quality/reference-video-to-video',
  node: 'reference-video-to-video',
  kind: 'reference-video',
  title: 'Reference video to video',
  help: 'Makes a new clip that follows a reference: its structure, up to three keyframes and a control video.',
  sourceField: 'video_url',
  delivers: 'video',
  price: { usdPerMegapixel: 0.0024075, ...BY_PAGE },
  budget: {
    volumeCapPxFrames: VOLUME_CAP_PX_FRAMES,
    lighter: (input, source) => lighterFreeSize(input, source, VOLUME_CAP_PX_FRAMES),
  },
  fields: referenceVideoFields,
  shape: freeSizeShape,
});
