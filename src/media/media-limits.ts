import type { WorkerLimits } from './worker-process.ts';

/** What a media process may use. */
export type MediaLimits = WorkerLimits & {
  /** How many files may be worked on at once; default 1. */
  lanes?: number;
};

/** Looks at a file, which somebody waits for, in the order of what they cost. */
export type Look = 'probe' | 'thumbnail' | 'viewExr' | 'poster' | 'extractFrame' | 'filmstrip';

/**
 * Longest time of a look at a small file: many times what it takes on a slow machine with other work to do. None where
 * the work grows with the pixels, of which a small file may hold very many: that goes on while it moves on.
 */
const LOOK_MS: Readonly<Record<Look, number | null>> = {
  probe: 15_000,
  thumbnail: null,
  viewExr: null,
  poster: 60_000,
  extractFrame: 90_000,
  filmstrip: 180_000,
};
/** On top for large files: a network drive reads 20 MB in a second, and some indexes are spread over the whole file. */
const MS_PER_MB = 50;

/** Work is given up when not one more frame, or block of pixels, was done in this time. */
const STALL_MS = 120_000;

export type Limit = { readonly timeoutMs: number } | { readonly stallMs: number };

export function lookLimit(look: Look, sizeBytes: number): Limit {
  const usualMs = LOOK_MS[look];
  const sizeMs = (sizeBytes / 1e6) * MS_PER_MB;
  return usualMs === null ? { stallMs: STALL_MS + sizeMs } : { timeoutMs: usualMs + sizeMs };
}

export const MAKING_LIMIT = { stallMs: STALL_MS } as const satisfies Limit;
