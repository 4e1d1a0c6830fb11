import { referenceVideoToVideoLora as endpoint } from '../fal/endpoints/reference-video-to-video-lora.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request for a clip that follows a reference through LoRAs. Spends nothing by itself. */
export const referenceVideoToVideoLora = defineRequest({ id: 'reference-video-to-video-lora', endpoint });
