import { imageToVideo22bDistilledLora as endpoint } from '../fal/endpoints/image-to-video-22b-distilled-lora.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request to animate a still with the distilled 22B model. Spends nothing by itself. */
export const imageToVideo22bDistilledLora = defineRequest({
  id: 'image-to-video-22b-distilled-lora',
  endpoint,
});
