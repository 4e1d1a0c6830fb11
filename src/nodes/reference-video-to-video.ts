import { referenceVideoToVideo as endpoint } from '../fal/endpoints/reference-video-to-video.ts';
import { defineRequest } from '../requests/define-request.ts';

/** A request for a clip that follows a reference, keyframes and a control video. Spends nothing by itself. */
export const referenceVideoToVideo = defineRequest({ id: 'reference-video-to-video', endpoint });
