import type { NodeType } from '../engine/define-node.ts';
import { boolean } from './boolean.ts';
import { budgetCheck } from './budget-check.ts';
import { conformVideo } from './conform-video.ts';
import { controlVideo } from './control-video.ts';
import { edgeControl } from './edge-control.ts';
import { extractFrame } from './extract-frame.ts';
import { falEndpoint } from './fal-endpoint.ts';
import { falSubmit } from './fal-submit.ts';
import { generationSettings } from './generation-settings.ts';
import { hdr } from './hdr.ts';
import { hdrLora } from './hdr-lora.ts';
import { imageInput } from './image-input.ts';
import { imageSequence } from './image-sequence.ts';
import { imageToVideo } from './image-to-video.ts';
import { imageToVideo22bDistilledLora } from './image-to-video-22b-distilled-lora.ts';
import { imageToVideo22bLora } from './image-to-video-22b-lora.ts';
import { imageToVideoLora } from './image-to-video-lora.ts';
import { keyframes } from './keyframes.ts';
import { lora } from './lora.ts';
import { loraStack } from './lora-stack.ts';
import { number } from './number.ts';
import { preview } from './preview.ts';
import { prompt } from './prompt.ts';
import { referenceVideoToVideo } from './reference-video-to-video.ts';
import { referenceVideoToVideo22bDistilledLora } from './reference-video-to-video-22b-distilled-lora.ts';
import { referenceVideoToVideo22bLora } from './reference-video-to-video-22b-lora.ts';
import { referenceVideoToVideoLora } from './reference-video-to-video-lora.ts';
import { renderToReal } from './render-to-real.ts';
import { saveFrames } from './save-frames.ts';
import { saveVideo } from './save-video.ts';
import { seed } from './seed.ts';
import { shotFolder } from './shot-folder.ts';
import { text } from './text.ts';
import { videoInput } from './video-input.ts';

/** Every node type, in menu order. */
export const NODE_TYPES: readonly NodeType[] = [
  videoInput,
  imageInput,
  imageSequence,
  shotFolder,
  seed,
  lora,
  text,
  number,
  boolean,
  conformVideo,
  extractFrame,
  keyframes,
  controlVideo,
  edgeControl,
  loraStack,
  prompt,
  generationSettings,
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
  falEndpoint,
  budgetCheck,
  falSubmit,
  preview,
  saveVideo,
  saveFrames,
];
