import type { Endpoint, SourceClip } from '../../fal/endpoint.ts';
import type { Fields, InputOf } from '../../fal/field.ts';
import { fieldError, type ModelError } from './model-error.ts';
import type { ModelTools } from './model-tools.ts';
import { resolveMedia } from './resolve-media.ts';

type Input = InputOf<Fields>;
export type FetchedMedia = { paths: Record<string, string>; source: SourceClip } | { error: ModelError };

/** Fetches and looks into every file of a request. */
export async function fetchMedia(
  { id, fields, sourceField }: Endpoint,
  input: Input,
  tools: ModelTools,
): Promise<FetchedMedia> {
  const paths: Record<string, string> = {};
  let source: SourceClip | undefined;
  for (const [name, { kind }] of Object.entries(fields)) {
    const url = input[name];
    if ((kind !== 'video' && kind !== 'image') || typeof url !== 'string') continue;
    const resolved = await resolveMedia(name, url, tools);
    if (!resolved.ok) return { error: resolved.error };
    paths[name] = resolved.path;
    const seen = await tools.renderer.call(
      'inspect',
      { path: resolved.path, kind },
      { signal: tools.signal, timeoutMs: INSPECT_MS },
    );
    if (!seen.ok) return { error: mediaError(name, kind, url) };
    if (name === sourceField) source = seen.value;
  }
  if (!source) throw new Error(`${id} has no clip in its field ${sourceField}`);
  return { paths, source };
}

/** Damaged files can keep a decoder busy for ever. */
const INSPECT_MS = 60_000;

/** The 422 of a file that is none. */
export function mediaError(field: string, kind: 'video' | 'image', url: string): ModelError {
  return kind === 'video'
    ? fieldError(
        field,
        'unsupported_video_format',
        'Unsupported video format. The file could not be read as a video.',
        {
          input: url,
          ctx: { supported_formats: ['mp4', 'mov', 'webm', 'm4v', 'gif'] },
        },
      )
    : fieldError(
        field,
        'image_load_error',
        'Failed to load the image. Please ensure the image file is not corrupted and is in a supported format.',
        { input: url },
      );
}
