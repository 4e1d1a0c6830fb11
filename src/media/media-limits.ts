import type { CallOptions, WorkerLimits } from './worker-process.ts';

/** What a media process may use. */
export type MediaLimits = WorkerLimits & {
  /** How many files may be worked on at once; default 1. */
  lanes?: number;
};

/** Looks at a file, which somebody waits for, in the order of what they cost. */
export type Look = 'probe' | 'thumbnail' | 'viewExr' | 'poster' | 'extractFrame' | 'filmstrip';

/** Longest time of a look at a small file: many times what it takes on a slow machine with other work to do. */
const LOOK_MS: Readonly<Record<Look, number>> = {
  probe: 15_000,
  thumbnail: 30_000,
  viewExr: 60_000,
  poster: 60_000,
  extractFrame: 90_000,
  filmstrip: 180_000,
};
/** On top for large files: a network drive reads 20 MB in a second, and some indexes are spread over the whole file. */
const MS_PER_MB = 50;

/** A file in the making is given up when not one more frame was done in this time. */
const MAKING_STALL_MS = 120_000;

export function lookLimit(look: Look, sizeBytes: number): Pick<CallOptions, 'timeoutMs'> {
  return { timeoutMs: LOOK_MS[look] + (sizeBytes / 1e6) * MS_PER_MB };
}

export const MAKING_LIMIT: Pick<CallOptions, 'stallMs'> = { stallMs: MAKING_STALL_MS };
