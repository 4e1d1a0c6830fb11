import { defineEndpoint } from '../endpoint.ts';
import { fields22b, full22bFields, reference22bFields } from '../fields-22b.ts';
import { BY_PAGE_22B } from '../price.ts';
import { shapeOf22b } from '../shape-22b.ts';

/** `fal-ai/ltx-2.3-22b/reference-video-to-video/lora`: follows a clip with the full 22B model. */
export const referenceVideoToVideo22bLora = defineEndpoint({
  id: 'fal-ai/ltx-2.3-22b/reference-video-to-video/lora',
  node: 'reference-video-to-video-22b-lora',
  kind: 'reference-video-22b',
  title: 'Reference video to video 22B, LoRA',
  help: 'Follows a reference clip with the 22B model and LoRAs, with a depth, canny or pose preprocessor.',
  sourceField: 'video_url',
  delivers: 'video',
  price: { usdPerMegapixel: 0.001805, ...BY_PAGE_22B },
  budget: null,
  fields: { ...reference22bFields, ...fields22b, ...full22bFields },
  shape: shapeOf22b,
});
