import type { Fields } from './field.ts';
import { freeSizeFields, sharedFields } from './shared-fields.ts';

/** The fields that both HDR endpoints have. */
export const hdrFields = {
  video_url: {
    kind: 'video',
    label: 'SDR video',
    help: 'The clip to lift into high dynamic range.',
    required: true,
  },
  ...freeSizeFields,
  ...sharedFields,
} as const satisfies Fields;
