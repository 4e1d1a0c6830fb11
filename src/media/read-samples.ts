import { InputDisposedError, type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny';
import type { FrameTimeline } from './frame-timeline.ts';
import { MediaProblemError, truncated } from './media-problem.ts';

/** A decoded picture and every wanted frame that shows it. */
export type DecodedPicture = { indexes: number[]; sample: VideoSample };

/**
 * Decodes frames by index (ascending, repeats allowed), each packet at most once. Times come from the same index
 * the decoder uses, so a frame is found by equality, never by rounding. A frame that the decoder drops (a clip cut
 * inside an open group of pictures) shows the next one. Each picture comes once, because transforming a sample
 * uses up what its clones share with it.
 */
export async function* readSamples(
  path: string,
  track: InputVideoTrack,
  { timestampsS, frameCount }: FrameTimeline,
  indexes: Iterable<number>,
): AsyncGenerator<DecodedPicture, void> {
  const groups = groupByTime(indexes, timestampsS);
  const outside = groups.find(([index]) => !Number.isInteger(index) || index! < 0 || index! >= frameCount);
  if (outside) throw new RangeError(`Frame ${outside[0]} is not one of 0 to ${frameCount - 1}.`);
  const times = groups.map(([index]) => timestampsS[index!]!);
  let position = 0;
  let waiting: number[] = [];
  let held: DecodedPicture | null = null;
  try {
    for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(times)) {
      waiting.push(...groups[position++]!);
      if (!sample) continue;
      if (held && held.sample.timestamp === sample.timestamp) {
        held.indexes.push(...waiting);
        sample.close();
      } else {
        const complete: DecodedPicture | null = held;
        held = { indexes: waiting, sample };
        if (complete) yield* handOver(complete);
      }
      waiting = [];
    }
    if (held) {
      const last: DecodedPicture = held;
      held = null;
      yield* handOver(last);
    }
  } catch (error) {
    if (error instanceof InputDisposedError) throw error;
    const frame = waiting[0] ?? groups[position]?.[0] ?? groups.at(-1)![0]!;
    throw decodeFailure(path, frame, frameCount, error);
  } finally {
    held?.sample.close();
  }
  const missing = waiting[0] ?? groups[position]?.[0];
  if (missing !== undefined) throw decodeFailure(path, missing, frameCount);
}

/** Frames asked for twice, and different frames that claim the same time, share a picture. */
function groupByTime(indexes: Iterable<number>, timestampsS: Float64Array): number[][] {
  const groups: number[][] = [];
  for (const index of indexes) {
    const last = groups.at(-1);
    if (last && timestampsS[last[0]!] === timestampsS[index]) last.push(index);
    else groups.push([index]);
  }
  return groups;
}

function* handOver(picture: DecodedPicture): Generator<DecodedPicture, void> {
  using _ = picture.sample;
  yield picture;
}

function decodeFailure(path: string, frame: number, frameCount: number, cause?: unknown): MediaProblemError {
  // A decoder reads ahead, so damage shows a few frames early.
  const what = `of its ${frameCount} frames, those from about frame ${frame} on cannot be decoded`;
  return new MediaProblemError(truncated(path, what, cause === undefined ? undefined : String(cause)));
}
