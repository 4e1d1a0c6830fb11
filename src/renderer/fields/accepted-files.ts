import type { MediaKind } from '../../engine/media-ref.ts';

/** What a file dialog offers for each kind of file. */
export const ACCEPTED_FILES: Readonly<Record<MediaKind, string>> = {
  video: 'video/*,.mkv,.mov,.mp4,.webm',
  image: 'image/*,.exr',
  weights: '.safetensors',
};
