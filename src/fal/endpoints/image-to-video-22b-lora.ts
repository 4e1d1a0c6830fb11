import { defineEndpoint } from '../endpoint.ts';
import { fields22b, full22bFields, image22bFields } from '../fields-22b.ts';
import { BY_PAGE_22B } from '../price.ts';
import { shapeOf22b } from '../shape-22b.ts';

/** `fal-ai/ltx-2.3-22b/image-to-video/lora`: animates a still with the full 22B model. */
export const imageToVideo22bLora = defineEndpoint({
  id: 'fal-ai/ltx-2.3-22b/image-to-video/lora',
  node: 'image-to-video-22b-lora',
  kind: 'still-22b',
  title: 'Image to video 22B, LoRA',
  help: 'Animates a still with the 22B model and LoRAs. Cheaper per megapixel, with other field names.',
  sourceField: 'image_url',
  delivers: 'video',
  price: { usdPerMegapixel: 0.001805, ...BY_PAGE_22B },
  budget: null,
  fields: { ...image22bFields, ...fields22b, ...full22bFields },
  shape: shapeOf22b,
});
