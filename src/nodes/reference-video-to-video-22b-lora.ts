import { referenceVideoToVideo22bLora as endpoint } from '../fal/endpoints/reference-video-to-video-22b-lora.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request for a clip that follows a reference, by the 22B model. Spends nothing by itself. */
export const referenceVideoToVideo22bLora = defineRequest({
  id: 'reference-video-to-video-22b-lora',
  endpoint,
});
