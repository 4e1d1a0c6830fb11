import { defineEndpoint } from '../endpoint.ts';
import { freeSizeShape } from '../free-size-shape.ts';
import { imageToVideoFields } from '../image-to-video-fields.ts';
import { BY_PAGE } from '../price.ts';

/** `fal-ai/ltx-2.3-quality/image-to-video`: animates a still. */
export const imageToVideo = defineEndpoint({
  id: 'fal-ai/ltx-2.3-quality/image-to-video',
  node: 'image-to-video',
  kind: 'still',
  title: 'Image to video',
  help: 'Animates a still as the prompt says. No clip steers the motion.',
  sourceField: 'image_url',
  delivers: 'video',
  price: { usdPerMegapixel: 0.0024075, ...BY_PAGE },
  budget: null,
  fields: imageToVideoFields,
  shape: freeSizeShape,
});
