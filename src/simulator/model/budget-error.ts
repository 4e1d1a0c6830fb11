import type { Endpoint } from '../../fal/endpoint.ts';
import { fieldError, type ModelError } from './model-error.ts';

/**
 * The 422 of a request above the volume budget. `mostFrames` is what would fit, null when nothing does; a named resolution
 * is advised only where the endpoint has it.
 */
export function budgetError(
  frameCount: number,
  mostFrames: number | null,
  { fields }: Pick<Endpoint, 'fields'>,
): ModelError {
  const has480p = fields.resolution?.kind === 'choice' && fields.resolution.options.includes('480p');
  const smaller = has480p ? 'resolution 480p' : 'a smaller resolution';
  const wayOut =
    mostFrames === null ? `Use ${smaller}.` : `Lower num_frames to at most ${mostFrames}, or use ${smaller}.`;
  return fieldError(
    'num_frames',
    'less_than_equal',
    `The requested resolution and ${frameCount} frames exceed the stable IC-LoRA budget. ${wayOut}`,
    { input: frameCount, ...(mostFrames === null ? {} : { ctx: { le: mostFrames } }) },
  );
}
