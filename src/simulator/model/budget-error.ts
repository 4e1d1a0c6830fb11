import { fieldError, type ModelError } from './model-error.ts';

/** The 422 of a request above the volume budget. `mostFrames` is what would fit, null when nothing does. */
export function budgetError(frameCount: number, mostFrames: number | null): ModelError {
  const wayOut =
    mostFrames === null
      ? 'Use resolution 480p.'
      : `Lower num_frames to at most ${mostFrames}, or use resolution 480p.`;
  return fieldError(
    'num_frames',
    'less_than_equal',
    `The requested resolution and ${frameCount} frames exceed the stable IC-LoRA budget. ${wayOut}`,
    { input: frameCount, ...(mostFrames === null ? {} : { ctx: { le: mostFrames } }) },
  );
}
