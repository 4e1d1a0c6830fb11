import type { NodeType } from '../engine/define-node.ts';
import { budgetCheck } from './budget-check.ts';
import { conformVideo } from './conform-video.ts';
import { extractFrame } from './extract-frame.ts';
import { falSubmit } from './fal-submit.ts';
import { generationSettings } from './generation-settings.ts';
import { imageInput } from './image-input.ts';
import { preview } from './preview.ts';
import { prompt } from './prompt.ts';
import { renderToReal } from './render-to-real.ts';
import { saveVideo } from './save-video.ts';
import { seed } from './seed.ts';
import { videoInput } from './video-input.ts';

/** Every node type, in menu order. */
export const NODE_TYPES: readonly NodeType[] = [
  videoInput,
  imageInput,
  seed,
  conformVideo,
  extractFrame,
  prompt,
  generationSettings,
  renderToReal,
  budgetCheck,
  falSubmit,
  preview,
  saveVideo,
];
