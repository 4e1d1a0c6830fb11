import { defineEndpoint } from '../endpoint.ts';
import { distilled22bFields, fields22b, image22bFields } from '../fields-22b.ts';
import { BY_ANALOGY, BY_PAGE_22B } from '../price.ts';
import { shapeOf22b } from '../shape-22b.ts';

/** `fal-ai/ltx-2.3-22b/distilled/image-to-video/lora`: animates a still with the distilled 22B model. */
export const imageToVideo22bDistilledLora = defineEndpoint({
  id: 'fal-ai/ltx-2.3-22b/distilled/image-to-video/lora',
  node: 'image-to-video-22b-distilled-lora',
  kind: 'still-22b',
  title: 'Image to video 22B distilled, LoRA',
  help: 'Animates a still with the distilled 22B model and LoRAs: the fastest and cheapest.',
  sourceField: 'image_url',
  delivers: 'video',
  price: { usdPerMegapixel: 0.001405, ...BY_PAGE_22B, ...BY_ANALOGY },
  budget: null,
  fields: { ...image22bFields, ...fields22b, ...distilled22bFields },
  shape: shapeOf22b,
});
