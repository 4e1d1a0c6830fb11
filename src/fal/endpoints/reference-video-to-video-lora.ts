import { VOLUME_CAP_PX_FRAMES } from '../budget.ts';
import { defineEndpoint } from '../endpoint.ts';
import { freeSizeShape, lighterFreeSize } from '../free-size-shape.ts';
import { BY_PAGE } from '../price.ts';
import { referenceVideoFields } from '../reference-video-fields.ts';
import { loraFields } from '../shared-fields.ts';

/** `fal-ai/ltx-2.3-quality/reference-video-to-video/lora`: the same with adapters, e.g. 3DREAL strong. */
export const referenceVideoToVideoLora = defineEndpoint({
  id: 'fal-ai/ltx-2.3-quality/reference-video-to-video/lora',
  node: 'reference-video-to-video-lora',
  kind: 'reference-video',
  title: 'Reference video to video, LoRA',
  help: 'Follows a reference video through up to three LoRAs, keyframes and a control video.',
  sourceField: 'video_url',
  delivers: 'video',
  price: { usdPerMegapixel: 0.0027075, ...BY_PAGE },
  budget: {
    volumeCapPxFrames: VOLUME_CAP_PX_FRAMES,
    lighter: (input, source) => lighterFreeSize(input, source, VOLUME_CAP_PX_FRAMES),
  },
  fields: { ...referenceVideoFields, ...loraFields },
  shape: freeSizeShape,
});
