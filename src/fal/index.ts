import type { Endpoint } from './endpoint.ts';
import { hdr } from './endpoints/hdr.ts';
import { hdrLora } from './endpoints/hdr-lora.ts';
import { imageToVideo } from './endpoints/image-to-video.ts';
import { imageToVideo22bDistilledLora } from './endpoints/image-to-video-22b-distilled-lora.ts';
import { imageToVideo22bLora } from './endpoints/image-to-video-22b-lora.ts';
import { imageToVideoLora } from './endpoints/image-to-video-lora.ts';
import { referenceVideoToVideo } from './endpoints/reference-video-to-video.ts';
import { referenceVideoToVideo22bDistilledLora } from './endpoints/reference-video-to-video-22b-distilled-lora.ts';
import { referenceVideoToVideo22bLora } from './endpoints/reference-video-to-video-22b-lora.ts';
import { referenceVideoToVideoLora } from './endpoints/reference-video-to-video-lora.ts';
import { renderToReal } from './endpoints/render-to-real.ts';

/**
 * Every endpoint this project knows, in menu order. Each takes inputs of a type of its own, which a list can only forget: who
 * calls one has checked its inputs by its fields.
 */
export const ENDPOINTS = [
  renderToReal,
  referenceVideoToVideo,
  referenceVideoToVideoLora,
  hdr,
  hdrLora,
  imageToVideo,
  imageToVideoLora,
  referenceVideoToVideo22bLora,
  referenceVideoToVideo22bDistilledLora,
  imageToVideo22bLora,
  imageToVideo22bDistilledLora,
] as unknown as readonly Endpoint[];

/** The endpoint with this id, or undefined. */
export function endpointById(id: string): Endpoint | undefined {
  return ENDPOINTS.find((endpoint) => endpoint.id === id);
}
