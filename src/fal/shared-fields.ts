import { MAX_FRAMES, MIN_FRAMES } from './budget.ts';
import type { Fields } from './field.ts';

/** The negative prompt that every LTX-2.3 quality endpoint documents as its default. */
export const DEFAULT_NEGATIVE_PROMPT =
  'color distortion, overexposure, static, blurry details, subtitles, style, artwork, painting, frame, still, ' +
  'dim overall tone, worst quality, low quality, JPEG compression artifacts, ugly, mutilated, extra fingers, ' +
  'poorly drawn hands, poorly drawn face, deformed, disfigured, malformed limbs, fused fingers, motionless frame, ' +
  'cluttered background, three legs, crowded background, walking backwards';

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
