import type { Fields } from './field.ts';
import { freeSizeFields, sharedFields } from './shared-fields.ts';

/** The fields that both reference-video-to-video endpoints have. */
export const referenceVideoFields = {
  video_url: {
    kind: 'video',
    label: 'Reference video',
    help: 'The clip whose composition, motion and camera are kept.',
    required: true,
  },
  image_url: {
    kind: 'image',
    label: 'First frame',
    help: 'A still of frame 0 that sets the look.',
  },
  mid_image_url: {
    kind: 'image',
    label: 'Middle frame',
    help: 'A still for the middle of the clip. Needs a first frame.',
    needs: ['image_url'],
  },
  end_image_url: {
    kind: 'image',
    label: 'End frame',
    help: 'A still for the last frame. Needs a first frame.',
    needs: ['image_url'],
  },
  control_video_url: {
    kind: 'video',
    label: 'Control video',
    help: 'A depth, edge or pose pass of the same shot. It is brought to the output’s size and frames.',
  },
  skip_control_preprocess: {
    kind: 'toggle',
    label: 'Control is ready',
    help: 'Uses the control video as it is instead of computing one from the reference.',
    default: false,
    onlyWith: 'control_video_url',
  },
  preserve_original_video: {
    kind: 'toggle',
    label: 'Preserve original',
    help: 'Starts from the reference itself instead of from noise. Needs a ready control video.',
    default: false,
    needs: ['skip_control_preprocess', 'video_url', 'control_video_url'],
  },
  strength: {
    kind: 'number',
    label: 'Denoise strength',
    help: 'With the original preserved: how much of it may change. Low stays close, 1 changes everything.',
    default: 1,
    min: 0,
    isMinExcluded: true,
    max: 1,
    step: 0.05,
  },
  video_strength: {
    kind: 'number',
    label: 'Video strength',
    help: 'How strongly the control guides the structure.',
    default: 0.6,
    min: 0,
    max: 1,
    step: 0.05,
  },
  ...freeSizeFields,
  ...sharedFields,
} as const satisfies Fields;
