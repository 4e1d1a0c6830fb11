import { defineEndpoint } from '../endpoint.ts';
import { freeSizeShape } from '../free-size-shape.ts';
import { hdrFields } from '../hdr-fields.ts';
import { BY_PAGE } from '../price.ts';
import { loraFields } from '../shared-fields.ts';

/** `fal-ai/ltx-2.3-quality/hdr/lora`: the same with an adapter such as Lightricks’ HDR LoRA. */
export const hdrLora = defineEndpoint({
  id: 'fal-ai/ltx-2.3-quality/hdr/lora',
  node: 'hdr-lora',
  kind: 'hdr',
  title: 'HDR, LoRA',
  help: 'Lifts a clip into high dynamic range through up to three LoRAs.',
  sourceField: 'video_url',
  delivers: 'hdr',
  price: { usdPerMegapixel: 0.0027075, ...BY_PAGE },
  budget: null,
  fields: { ...hdrFields, ...loraFields },
  shape: freeSizeShape,
});
