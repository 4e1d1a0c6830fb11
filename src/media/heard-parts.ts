import type { IsoTrack } from './iso/read-tracks.ts';
import { type MediaProblem, MediaProblemError, quoteFile, unsupported } from './media-problem.ts';

/** A stretch of time in which a track is heard, and by how much the time in which the library reads it is later. */
export type HeardPart = { startS: number; endS: number; laterByS: number };

/** Sound of which the library would read the beginning only and take the rest for silence; null for any other. */
export function unheardRest(path: string, track: IsoTrack | null): MediaProblem | null {
  if (!track?.isPartlyFragmented) return null;
  return {
    code: 'unsupported',
    message: `The sound of ${quoteFile(path)} lies partly in fragments, and is not read from there.`,
    fix: 'Go on without its sound, or rewrite the clip without loss (ffmpeg -i in.mp4 -c copy out.mp4).',
  };
}

/**
 * What an edit list lets be heard of a track, in order. The library puts all of a track where the first edit would have
 * it. Throws `MediaProblemError` for a list that cannot be followed.
 */
export function heardParts(path: string, track: IsoTrack | null): HeardPart[] {
  if (!track?.edits)
    return [{ startS: Number.NEGATIVE_INFINITY, endS: Number.POSITIVE_INFINITY, laterByS: 0 }];
  const { edits, ticksPerS } = track;
  if ('unreadable' in edits) throw new MediaProblemError(unsupported(path, edits.unreadable));
  const first = edits.edits[0]!;
  return edits.edits.map(({ start, end, media }) => ({
    startS: start / ticksPerS,
    endS: end / ticksPerS,
    laterByS: (media - start - (first.media - first.start)) / ticksPerS,
  }));
}
