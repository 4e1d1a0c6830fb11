import type { Fields } from './field.ts';
import { freeSizeFields, sharedFields } from './shared-fields.ts';

/** The fields that both quality image-to-video endpoints have. */
export const imageToVideoFields = {
  image_url: {
    kind: 'image',
    label: 'First frame',
    help: 'The still that the clip starts from.',
    required: true,
  },
  image_strength: {
    kind: 'number',
    label: 'Image strength',
    help: 'How closely the first frame follows the still.',
    default: 0.7,
    min: 0,
    max: 1,
    step: 0.05,
  },
  ...freeSizeFields,
  ...sharedFields,
} as const satisfies Fields;
