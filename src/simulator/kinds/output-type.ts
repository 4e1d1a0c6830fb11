import type { VideoContainer } from '../../media/video-container.ts';
import { fieldError, type ModelError } from '../model/model-error.ts';

/** Containers by the words of `video_output_type`. */
const CONTAINER_OF: Readonly<Record<string, VideoContainer>> = {
  'X264 (.mp4)': 'mp4',
  'VP9 (.webm)': 'webm',
  'PRORES4444 (.mov)': 'mov',
};

/** The kind of file that an input asks for; endpoints without the field write MP4. */
export function containerOf({
  video_output_type: type,
}: {
  readonly video_output_type?: unknown;
}): VideoContainer {
  return CONTAINER_OF[String(type)] ?? 'mp4';
}

/** The simulated model writes video only; a GIF is none. */
export function refuseOutputType({
  video_output_type: type,
}: {
  readonly video_output_type?: unknown;
}): ModelError | null {
  if (type === undefined || String(type) in CONTAINER_OF) return null;
  return fieldError(
    'video_output_type',
    'feature_not_supported',
    `The simulator cannot write ${type}. Use ${Object.keys(CONTAINER_OF).join(', ')}.`,
    { input: type },
  );
}
