import { referenceVideoToVideo22bDistilledLora as endpoint } from '../fal/endpoints/reference-video-to-video-22b-distilled-lora.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request for a clip that follows a reference, by the distilled 22B model. Spends nothing by itself. */
export const referenceVideoToVideo22bDistilledLora = defineRequest({
  id: 'reference-video-to-video-22b-distilled-lora',
  endpoint,
});
