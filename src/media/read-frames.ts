import type { VideoSample } from 'mediabunny';
import { fitPicture, type PictureSize } from './fit-picture.ts';
import type { FrameTimeline } from './frame-timeline.ts';
import type { PictureColor } from './picture-color.ts';
import type { DecodedPicture } from './read-samples.ts';
import { sampleToRgba } from './sample-to-rgba.ts';

export type RgbaFrame = {
  index: number;
  /** Presentation time in the file. */
  timestampS: number;
  width: number;
  height: number;
  /** RGBA rows without padding; a new buffer per frame. */
  data: Uint8Array;
};

/** Which frames, and at which size; one side alone keeps the aspect ratio, none means display size. */
export type FrameRequest = {
  fromFrame?: number;
  /** Inclusive. */
  toFrame?: number;
  everyNth?: number;
  /** Instead of a range: ascending, repeats allowed. */
  frameIndexes?: readonly number[];
  width?: number;
  height?: number;
};

/** What frames are made of: the size at which a clip is shown, and how its pictures are read. */
export type FrameSource = {
  display: PictureSize;
  timeline: FrameTimeline;
  samples(frameIndexes: Iterable<number>): AsyncGenerator<DecodedPicture, void>;
  colorOf(sample: VideoSample): PictureColor;
};

/** Frames upright, in presentation order and as RGBA. */
export async function* readFrames(
  { display, timeline, samples, colorOf }: FrameSource,
  request: FrameRequest,
): AsyncGenerator<RgbaFrame, void> {
  const { width, height } = requestedSize(display, request);
  for await (const { indexes, sample } of samples(requestedIndexes(timeline.frameCount, request))) {
    const color = colorOf(sample);
    using fitted = await fitPicture(sample, { width, height, fit: 'stretch' }, color);
    const data = await sampleToRgba(fitted, color);
    for (const [nth, index] of indexes.entries()) {
      const timestampS = timeline.timestampsS[index]!;
      yield { index, timestampS, width, height, data: nth === 0 ? data : data.slice() };
    }
  }
}

function* requestedIndexes(frameCount: number, request: FrameRequest): Generator<number> {
  if (request.frameIndexes) return yield* request.frameIndexes;
  const last = Math.min(request.toFrame ?? frameCount - 1, frameCount - 1);
  for (let index = request.fromFrame ?? 0; index <= last; index += request.everyNth ?? 1) yield index;
}

function requestedSize(display: PictureSize, { width, height }: FrameRequest): PictureSize {
  const aspect = display.width / display.height;
  if (width !== undefined) return { width, height: height ?? Math.max(1, Math.round(width / aspect)) };
  if (height !== undefined) return { width: Math.max(1, Math.round(height * aspect)), height };
  return { width: display.width, height: display.height };
}
