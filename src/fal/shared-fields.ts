import { MAX_FRAMES, MIN_FRAMES } from './budget.ts';
import type { Fields } from './field.ts';
import { MAX_LORAS } from './lora-input.ts';

/** The negative prompt that every LTX-2.3 quality endpoint documents as its default. */
export const DEFAULT_NEGATIVE_PROMPT =
  'color distortion, overexposure, static, blurry details, subtitles, style, artwork, painting, frame, still, ' +
  'dim overall tone, worst quality, low quality, JPEG compression artifacts, ugly, mutilated, extra fingers, ' +
  'poorly drawn hands, poorly drawn face, deformed, disfigured, malformed limbs, fused fingers, motionless frame, ' +
  'cluttered background, three legs, crowded background, walking backwards';

/** The named sizes that endpoints with a free size take. */
export const SIZE_OPTIONS = [
  'auto',
  'square_hd',
  'square',
  'portrait_4_3',
  'portrait_16_9',
  'landscape_4_3',
  'landscape_16_9',
] as const;

/** Fields with one meaning, range and default on all LTX-2.3 quality endpoints. */
export const sharedFields = {
  num_frames: {
    kind: 'integer',
    label: 'Frames',
    help: 'Number of output frames. The duration is frames / fps. Best as 8k+1: 121 is 5.04 s at 24 fps.',
    default: 121,
    min: MIN_FRAMES,
    max: MAX_FRAMES,
    step: 8,
  },
  frames_per_second: {
    kind: 'number',
    label: 'Frames per second',
    help: 'Playback rate of the output. It retimes the frames, it does not make more of them.',
    default: 24,
    min: 1,
    max: 60,
    step: 1,
  },
  num_inference_steps: {
    kind: 'integer',
    label: 'Inference steps',
    help: 'More steps refine the picture and take longer.',
    default: 15,
    min: 8,
    max: 30,
    step: 1,
    advanced: true,
  },
  guidance_scale: {
    kind: 'number',
    label: 'Guidance scale',
    help: 'How strictly the prompt is followed. The model is distilled for 1.',
    default: 1,
    min: 1,
    max: 20,
    step: 0.5,
    advanced: true,
  },
  generate_audio: {
    kind: 'toggle',
    label: 'Generate audio',
    help: 'Adds a generated sound track to the video.',
    default: true,
  },
  negative_prompt: {
    kind: 'text',
    label: 'Negative prompt',
    help: 'What the picture should steer away from.',
    default: DEFAULT_NEGATIVE_PROMPT,
    advanced: true,
  },
  seed: {
    kind: 'seed',
    label: 'Seed',
    help: 'The same seed and inputs give the same take.',
  },
  enable_safety_checker: {
    kind: 'toggle',
    label: 'Safety checker',
    help: 'Rejects content that the provider does not allow.',
    default: true,
    advanced: true,
  },
  video_quality: {
    kind: 'choice',
    label: 'Video quality',
    help: 'Compression of the delivered file.',
    options: ['low', 'medium', 'high', 'maximum'],
    default: 'high',
    advanced: true,
  },
  video_write_mode: {
    kind: 'choice',
    label: 'Write mode',
    help: 'Trades encoding time for file size.',
    options: ['fast', 'balanced', 'small'],
    default: 'balanced',
    advanced: true,
  },
  sync_mode: {
    kind: 'toggle',
    label: 'Inline result',
    help: 'Returns the file inside the answer, which then expires within minutes. Leave it off.',
    default: false,
    advanced: true,
  },
} as const satisfies Fields;

/** Size, prompt and expansion as every quality endpoint but render-to-real has them. */
export const freeSizeFields = {
  prompt: {
    kind: 'text',
    label: 'Prompt',
    help: 'Describe the result: subject, materials, light, lens.',
    required: true,
  },
  resolution: {
    kind: 'image-size',
    label: 'Size',
    help: 'auto follows the source. The short side is at most 704 px and both sides are multiples of 64.',
    options: SIZE_OPTIONS,
    default: 'auto',
  },
  enable_prompt_expansion: {
    kind: 'toggle',
    label: 'Expand prompt',
    help: 'Lets a language model enrich the prompt. The final prompt comes back with the take.',
    default: true,
    advanced: true,
  },
} as const satisfies Fields;

/** The adapters of the endpoints whose name ends in `/lora`. */
export const loraFields = {
  loras: {
    kind: 'loras',
    label: 'LoRAs',
    help: 'One to three adapters with their scales.',
    required: true,
    max: MAX_LORAS,
  },
} as const satisfies Fields;
