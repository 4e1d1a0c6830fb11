import { fieldError, type ModelError } from '../model/model-error.ts';

/** The simulated model writes H.264 in MP4 only; another file under a false name would help nobody. */
export function refuseOutputType({
  video_output_type: type,
}: {
  readonly video_output_type: string;
}): ModelError | null {
  if (type.startsWith('X264')) return null;
  return fieldError(
    'video_output_type',
    'feature_not_supported',
    `The simulator cannot write ${type}. Use X264 (.mp4).`,
    { input: type },
  );
}
