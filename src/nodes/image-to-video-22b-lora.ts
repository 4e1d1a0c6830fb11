import { imageToVideo22bLora as endpoint } from '../fal/endpoints/image-to-video-22b-lora.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request to animate a still with the 22B model. Spends nothing by itself. */
export const imageToVideo22bLora = defineRequest({ id: 'image-to-video-22b-lora', endpoint });
