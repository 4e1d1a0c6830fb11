import { defineEndpoint } from '../endpoint.ts';
import { freeSizeShape } from '../free-size-shape.ts';
import { imageToVideoFields } from '../image-to-video-fields.ts';
import { BY_ANALOGY, BY_PAGE } from '../price.ts';
import { loraFields } from '../shared-fields.ts';

/** `fal-ai/ltx-2.3-quality/image-to-video/lora`: animates a still through adapters. */
export const imageToVideoLora = defineEndpoint({
  id: 'fal-ai/ltx-2.3-quality/image-to-video/lora',
  node: 'image-to-video-lora',
  kind: 'still',
  title: 'Image to video, LoRA',
  help: 'Animates a still through up to three LoRAs.',
  sourceField: 'image_url',
  delivers: 'video',
  price: { usdPerMegapixel: 0.0027075, ...BY_PAGE, ...BY_ANALOGY },
  budget: null,
  fields: { ...imageToVideoFields, ...loraFields },
  shape: freeSizeShape,
});
