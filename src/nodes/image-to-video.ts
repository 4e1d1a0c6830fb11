import { imageToVideo as endpoint } from '../fal/endpoints/image-to-video.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request to animate a still. Spends nothing by itself. */
export const imageToVideo = defineRequest({ id: 'image-to-video', endpoint });
