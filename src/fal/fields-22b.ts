import { MAX_FRAMES, MIN_FRAMES } from './budget.ts';
import type { Fields } from './field.ts';
import { loraFields, SIZE_OPTIONS, sharedFields } from './shared-fields.ts';

const scale = <const D extends number>(label: string, help: string, byDefault: D, max = 1, min = 0) =>
  ({ kind: 'number', label, help, default: byDefault, min, max, step: 0.05, advanced: true }) as const;

/** Fields of all LTX-2.3 22B endpoints, with the ranges of their pages. */
export const fields22b = {
  prompt: {
    kind: 'text',
    label: 'Prompt',
    help: 'Describe the result: subject, materials, light, lens.',
    required: true,
  },
  video_size: {
    kind: 'image-size',
    label: 'Size',
    help: 'auto follows the source.',
    options: SIZE_OPTIONS,
    default: 'auto',
  },
  num_frames: {
    kind: 'integer',
    label: 'Frames',
    help: 'Number of output frames. Best as 8k+1.',
    default: 121,
    min: MIN_FRAMES,
    max: MAX_FRAMES,
    step: 8,
  },
  fps: {
    kind: 'number',
    label: 'Frames per second',
    help: 'Playback rate of the output.',
    default: 24,
    min: 1,
    max: 60,
    step: 1,
  },
  generate_audio: sharedFields.generate_audio,
  seed: sharedFields.seed,
  negative_prompt: {
    kind: 'text',
    label: 'Negative prompt',
    help: 'What the picture should steer away from. Empty leaves the endpoint’s own.',
    advanced: true,
  },
  enable_prompt_expansion: {
    kind: 'toggle',
    label: 'Expand prompt',
    help: 'Lets a language model enrich the prompt.',
    default: true,
    advanced: true,
  },
  camera_lora: {
    kind: 'choice',
    label: 'Camera move',
    help: 'A built-in adapter for one move of the camera.',
    options: ['dolly_in', 'dolly_out', 'dolly_left', 'dolly_right', 'jib_up', 'jib_down', 'static', 'none'],
    default: 'none',
  },
  camera_lora_scale: scale('Camera scale', 'How strongly the camera move acts.', 1),
  distill_lora_second_pass_scale: scale(
    'Distill scale, second pass',
    'Adapter scale of the second pass.',
    0.5,
  ),
  scheduler: {
    kind: 'choice',
    label: 'Scheduler',
    help: 'How noise is taken away over the steps.',
    options: ['ltx2', 'linear_quadratic', 'beta'],
    default: 'ltx2',
    advanced: true,
  },
  use_multiscale: {
    kind: 'toggle',
    label: 'Multiscale',
    help: 'Generates small first and refines at full size.',
    default: true,
    advanced: true,
  },
  video_output_type: {
    kind: 'choice',
    label: 'File type',
    help: 'Format of the delivered file.',
    options: ['X264 (.mp4)', 'VP9 (.webm)', 'PRORES4444 (.mov)', 'GIF (.gif)'],
    default: 'X264 (.mp4)',
    advanced: true,
  },
  video_quality: sharedFields.video_quality,
  video_write_mode: sharedFields.video_write_mode,
  enable_safety_checker: sharedFields.enable_safety_checker,
  sync_mode: sharedFields.sync_mode,
  ...loraFields,
} as const satisfies Fields;

const acceleration = {
  kind: 'choice',
  label: 'Acceleration',
  help: 'More of it is faster and coarser.',
  options: ['none', 'regular', 'high', 'full'],
  advanced: true,
} as const;

/** The fields that only the full 22B model has. */
export const full22bFields = {
  acceleration: { ...acceleration, default: 'regular' },
  num_inference_steps: {
    kind: 'integer',
    label: 'Inference steps',
    help: 'More steps refine the picture and take longer.',
    default: 40,
    min: 8,
    max: 50,
    step: 1,
    advanced: true,
  },
  distill_lora_first_pass_scale: scale('Distill scale, first pass', 'Adapter scale of the first pass.', 0.2),
  gradient_estimation_gamma: scale('Gradient gamma', 'Gamma of the gradient estimation.', 2, 10),
  use_restart_sampling: {
    kind: 'toggle',
    label: 'Restart sampling',
    help: 'Adds noise again between steps.',
    default: false,
    advanced: true,
  },
  video_cfg_scale: scale('Video guidance', 'How strictly the picture follows the prompt.', 3, 20, 1),
  video_modality_scale: scale('Video modality', 'How strongly the picture follows the sound.', 3, 10),
  video_rescaling_scale: scale('Video rescaling', 'Rescales guided predictions of the picture.', 0.7),
  video_stg_scale: scale('Video perturbation', 'Spatio-temporal guidance of the picture.', 0, 20),
  audio_cfg_scale: scale('Audio guidance', 'How strictly the sound follows the prompt.', 7, 20, 1),
  audio_modality_scale: scale('Audio modality', 'How strongly the sound follows the picture.', 3, 10),
  audio_rescaling_scale: scale('Audio rescaling', 'Rescales guided predictions of the sound.', 0.7),
  audio_stg_scale: scale('Audio perturbation', 'Spatio-temporal guidance of the sound.', 0, 20),
} as const satisfies Fields;

/** The fields that only the distilled 22B model has otherwise. */
export const distilled22bFields = {
  acceleration: { ...acceleration, default: 'none' },
} as const satisfies Fields;

/** What the 22B image-to-video endpoints start from. */
export const image22bFields = {
  image_url: {
    kind: 'image',
    label: 'First frame',
    help: 'The still that the clip starts from.',
    required: true,
  },
  image_strength: scale('First frame strength', 'How closely the first frame follows the still.', 1),
  end_image_url: { kind: 'image', label: 'End frame', help: 'A still for the last frame.' },
  end_image_strength: {
    ...scale('End frame strength', 'How closely the last frame follows its still.', 1),
    onlyWith: 'end_image_url',
  },
  interpolation_direction: {
    kind: 'choice',
    label: 'Direction',
    help: 'Whether the clip is made from its start or from its end.',
    options: ['forward', 'backward'],
    default: 'forward',
    advanced: true,
  },
} as const satisfies Fields;

/** What the 22B reference-video-to-video endpoints follow. */
export const reference22bFields = {
  video_url: {
    kind: 'video',
    label: 'Reference video',
    help: 'The clip whose composition, motion and camera are kept.',
    required: true,
  },
  video_strength: scale('Video strength', 'How strongly the reference guides the structure.', 1),
  image_url: { kind: 'image', label: 'First frame', help: 'A still of frame 0 that sets the look.' },
  end_image_url: { kind: 'image', label: 'End frame', help: 'A still for the last frame.' },
  audio_url: { kind: 'audio', label: 'Sound', help: 'A web address of a sound that the clip follows.' },
  audio_strength: { ...scale('Sound strength', 'How strongly the sound is kept.', 1), onlyWith: 'audio_url' },
  match_video_length: {
    kind: 'toggle',
    label: 'Match length',
    help: 'Takes the number of frames from the reference instead of from Frames.',
    default: true,
  },
  match_input_fps: {
    kind: 'toggle',
    label: 'Match fps',
    help: 'Takes the frame rate from the reference.',
    default: true,
  },
  preprocessor: {
    kind: 'choice',
    label: 'Preprocessor',
    help: 'What is computed from the reference as control.',
    options: ['depth', 'canny', 'pose', 'none'],
    default: 'none',
  },
  ic_lora_type: {
    kind: 'choice',
    label: 'In-context LoRA',
    help: 'Which control adapter is used.',
    options: ['match_preprocessor', 'union', 'detailer', 'none'],
    default: 'union',
    advanced: true,
  },
} as const satisfies Fields;
