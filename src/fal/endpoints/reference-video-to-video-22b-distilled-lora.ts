import { defineEndpoint } from '../endpoint.ts';
import { distilled22bFields, fields22b, reference22bFields } from '../fields-22b.ts';
import { BY_PAGE_22B } from '../price.ts';
import { shapeOf22b } from '../shape-22b.ts';

/** `fal-ai/ltx-2.3-22b/distilled/reference-video-to-video/lora`: follows a clip with the distilled 22B model. */
export const referenceVideoToVideo22bDistilledLora = defineEndpoint({
  id: 'fal-ai/ltx-2.3-22b/distilled/reference-video-to-video/lora',
  node: 'reference-video-to-video-22b-distilled-lora',
  kind: 'reference-video-22b',
  title: 'Reference video to video 22B distilled, LoRA',
  help: 'Follows a reference clip with the distilled 22B model and LoRAs.',
  sourceField: 'video_url',
  delivers: 'video',
  price: { usdPerMegapixel: 0.001405, ...BY_PAGE_22B },
  budget: null,
  fields: { ...reference22bFields, ...fields22b, ...distilled22bFields },
  shape: shapeOf22b,
});
