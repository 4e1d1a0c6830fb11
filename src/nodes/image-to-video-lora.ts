import { imageToVideoLora as endpoint } from '../fal/endpoints/image-to-video-lora.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request to animate a still through LoRAs. Spends nothing by itself. */
export const imageToVideoLora = defineRequest({ id: 'image-to-video-lora', endpoint });
