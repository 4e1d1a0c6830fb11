import type { NodeType } from '../engine/define-node.ts';
import { ENDPOINTS } from '../fal/index.ts';
import { requestNode } from '../requests/request-node.ts';
import { boolean } from './boolean.ts';
import { budgetCheck } from './budget-check.ts';
import { conformVideo } from './conform-video.ts';
import { controlVideo } from './control-video.ts';
import { edgeControl } from './edge-control.ts';
import { extractFrame } from './extract-frame.ts';
import { falEndpoint } from './fal-endpoint.ts';
import { falSubmit } from './fal-submit.ts';
import { generationSettings } from './generation-settings.ts';
import { imageInput } from './image-input.ts';
import { imageSequence } from './image-sequence.ts';
import { keyframes } from './keyframes.ts';
import { lora } from './lora.ts';
import { loraStack } from './lora-stack.ts';
import { number } from './number.ts';
import { preview } from './preview.ts';
import { prompt } from './prompt.ts';
import { saveFrames } from './save-frames.ts';
import { saveVideo } from './save-video.ts';
import { seed } from './seed.ts';
import { shotFolder } from './shot-folder.ts';
import { text } from './text.ts';
import { videoInput } from './video-input.ts';

/** Every node type, in menu order; each endpoint has one. */
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
  ...ENDPOINTS.map(requestNode),
  falEndpoint,
  budgetCheck,
  falSubmit,
  preview,
  saveVideo,
  saveFrames,
];
