import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../file-store.ts';
import { fieldError, type ModelError } from './model-error.ts';

const DATA_URI = /^data:([^;,]*)((?:;[^;,]*)*),/;

export type ResolvedMedia =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly error: ModelError };

export interface MediaSources {
  readonly files: FileStore;
  /** URLs that stand for local files, so that documented example URLs can be used without a network. */
  readonly fixtures: Readonly<Record<string, string>>;
  /** Folder for decoded data URIs of this request; the caller removes it. */
  readonly scratchDir: string;
}

/**
 * Turns the URL of an input field into a local file: a file of the simulated CDN, a data URI or a fixture.
 * Every other address is a `file_download_error`, since nothing leaves the machine.
 */
export async function resolveMedia(
  field: string,
  url: string,
  { files, fixtures, scratchDir }: MediaSources,
): Promise<ResolvedMedia> {
  const stored = await files.findUrl(url);
  if (stored) return { ok: true, path: files.pathOf(stored) };
  const fixture = Object.hasOwn(fixtures, url) ? fixtures[url] : undefined;
  if (fixture !== undefined) return { ok: true, path: fixture };
  const dataUri = DATA_URI.exec(url);
  if (dataUri) {
    const encoding = dataUri[2]!.split(';').includes('base64') ? 'base64' : 'latin1';
    const payload = url.slice(dataUri[0].length);
    const path = join(scratchDir, field);
    await writeFile(
      path,
      Buffer.from(encoding === 'base64' ? payload : decodeURIComponent(payload), encoding),
    );
    return { ok: true, path };
  }
  return { ok: false, error: downloadError(field, url) };
}

/** The 422 of an input that cannot be fetched. */
export function downloadError(field: string, url: string): ModelError {
  return fieldError(
    field,
    'file_download_error',
    'Failed to download the file. Please check if the URL is accessible and try again.',
    { input: url },
  );
}
