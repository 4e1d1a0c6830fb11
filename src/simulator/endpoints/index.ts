import { hdrSimulation } from './hdr.ts';
import { hdrLoraSimulation } from './hdr-lora.ts';
import { imageToVideoSimulation } from './image-to-video.ts';
import { imageToVideo22bDistilledLoraSimulation } from './image-to-video-22b-distilled-lora.ts';
import { imageToVideo22bLoraSimulation } from './image-to-video-22b-lora.ts';
import { imageToVideoLoraSimulation } from './image-to-video-lora.ts';
import { referenceVideoToVideoSimulation } from './reference-video-to-video.ts';
import { referenceVideoToVideo22bDistilledLoraSimulation } from './reference-video-to-video-22b-distilled-lora.ts';
import { referenceVideoToVideo22bLoraSimulation } from './reference-video-to-video-22b-lora.ts';
import { referenceVideoToVideoLoraSimulation } from './reference-video-to-video-lora.ts';
import { renderToRealSimulation } from './render-to-real.ts';
import type { SimulatedEndpoint } from './simulated-endpoint.ts';

/** Every endpoint that the simulator plays: one file and one entry each. */
export const SIMULATED_ENDPOINTS: readonly SimulatedEndpoint[] = [
  renderToRealSimulation,
  referenceVideoToVideoSimulation,
  referenceVideoToVideoLoraSimulation,
  hdrSimulation,
  hdrLoraSimulation,
  imageToVideoSimulation,
  imageToVideoLoraSimulation,
  referenceVideoToVideo22bLoraSimulation,
  referenceVideoToVideo22bDistilledLoraSimulation,
  imageToVideo22bLoraSimulation,
  imageToVideo22bDistilledLoraSimulation,
];
