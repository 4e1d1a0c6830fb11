import { refuseAddress } from '../../fal/public-address.ts';
import type { ModelError } from './model-error.ts';
import { fieldError } from './model-error.ts';

/**
 * The 422 of adapters that fal's guarded downloader would not fetch. Nothing is ever fetched here: a public address
 * counts as one that was.
 */
export function refuseLoras(loras: unknown): ModelError | null {
  if (!Array.isArray(loras)) return null;
  for (const [place, { path }] of (loras as { path: string }[]).entries()) {
    if (refuseAddress(path) === null) continue;
    const error = fieldError(
      'loras',
      'file_download_error',
      'Failed to download the file. Please check if the URL is accessible and try again.',
      { input: path },
    );
    const details = error.details.map((detail) => ({ ...detail, loc: ['body', 'loras', place, 'path'] }));
    return { ...error, details };
  }
  return null;
}
