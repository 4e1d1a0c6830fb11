import { InputDisposedError, type VideoCodec, type VideoSample } from 'mediabunny';
import { AV_FRAME_FLAG_INTERLACED, type Frame } from 'node-av';
import { sampleOfFrame } from './av-frame.ts';
import { withoutCombs } from './deinterlace.ts';
import { FrameDecoder } from './frame-decoder.ts';
import type { FrameTimeline } from './frame-timeline.ts';
import { type MediaProblem, MediaProblemError, truncated, unsupported } from './media-problem.ts';
import type { PacketIndex } from './packet-index.ts';
import type { PicturePlace } from './picture-places.ts';
import { pictureRuns, type WantedPicture, wantedPictures } from './picture-runs.ts';
import type { PictureShape } from './picture-shape.ts';
import { readAhead } from './read-ahead.ts';

/** A decoded picture and every wanted frame that shows it. */
export type DecodedPicture = { indexes: number[]; sample: VideoSample };

/** A video track that can be decoded from any of its key packets. */
export type StoredVideo = {
  path: string;
  codec: VideoCodec;
  config: VideoDecoderConfig;
  index: PacketIndex;
  shape: PictureShape;
  placeOf(position: number): PicturePlace;
  /** The packet from which a decoder that knows nothing gives the picture at `position` exactly. */
  startFor(position: number): Promise<number>;
};

/** Pictures decoded before they are wanted. */
const PICTURES_AHEAD = 3;

/**
 * Decodes frames by index (ascending, repeats allowed). A picture is found by the number of its packet, never by its
 * time, so it is the right one or none: what cannot be decoded throws. Only frames that lean on what was cut off before
 * the first key packet show the next picture. Each picture comes once.
 */
export async function* readSamples(
  video: StoredVideo,
  timeline: FrameTimeline,
  indexes: Iterable<number>,
): AsyncGenerator<DecodedPicture, void> {
  const wanted = [...indexes];
  const { frameCount } = timeline;
  const outside = wanted.find((index) => !Number.isInteger(index) || index < 0 || index >= frameCount);
  if (outside !== undefined) throw new RangeError(`Frame ${outside} is not one of 0 to ${frameCount - 1}.`);
  const pictures = decodePictures(video, wantedPictures(timeline, video.placeOf, wanted), frameCount);
  for await (const picture of readAhead(pictures, PICTURES_AHEAD, ({ sample }) => sample.close())) {
    using _ = picture.sample;
    yield picture;
  }
}

async function* decodePictures(
  video: StoredVideo,
  pictures: WantedPicture[],
  frameCount: number,
): AsyncGenerator<DecodedPicture, void> {
  for (const run of pictureRuns(pictures, video.index.keyPositions)) {
    let reached = run[0]!.indexes[0]!;
    try {
      for await (const picture of decodeRun(video, run)) {
        reached = picture.indexes.at(-1)! + 1;
        yield picture;
      }
    } catch (error) {
      if (error instanceof InputDisposedError || error instanceof MediaProblemError) throw error;
      throw decodeFailure(video.path, Math.min(reached, frameCount - 1), frameCount, error);
    }
  }
}

/** Pictures that follow each other in time. Throws when one of them does not come out of the decoder whole. */
async function* decodeRun(video: StoredVideo, run: WantedPicture[]): AsyncGenerator<DecodedPicture, void> {
  const timeOf = (position: number) => video.index.timings[position]!.timestampS;
  const start = await video.startFor(run[0]!.first);
  const startTime = timeOf(start);
  const last = run.reduce((most, each) => Math.max(most, each.last), start);
  let next = 0;
  let shownTime = Number.NEGATIVE_INFINITY;
  let rank = 0;
  let cutOff: number[] = [];
  for await (const frame of decodePackets(video, start, last)) {
    const time = timeOf(Number(frame.pts));
    try {
      if (time < shownTime) throw new MediaProblemError(unordered(video.path));
      rank = time === shownTime ? rank + 1 : 0;
      shownTime = time;
      if (frame.decodeErrorFlags !== 0 && time >= startTime)
        throw new Error('The data of a picture are damaged.');
      for (; run[next] && run[next]!.timeS < time; next++) {
        if (run[next]!.timeS >= startTime) throw new Error('The decoder gives no picture.');
        cutOff.push(...run[next]!.indexes);
      }
    } catch (error) {
      frame.free();
      throw error;
    }
    const isWanted = run[next]?.timeS === time && run[next]?.rank === rank;
    const indexes = isWanted ? [...cutOff, ...run[next++]!.indexes] : cutOff;
    if (indexes.length === 0) {
      frame.free();
      continue;
    }
    cutOff = [];
    yield { indexes, sample: toSample(video, frame, time) };
    if (next === run.length) return;
  }
  if (next < run.length) throw new Error('The stream ends before the picture.');
}

/** Frames of the packets from `start` to the one at position `last`, in the order in which they are shown. */
async function* decodePackets(
  { codec, config, index }: StoredVideo,
  start: number,
  last: number,
): AsyncGenerator<Frame, void> {
  const decoder = await FrameDecoder.open(codec, config);
  const ready: Frame[] = [];
  try {
    let position = start;
    for await (const data of index.packets(start)) {
      const number = index.secondFields?.has(position) ? position - 1 : position;
      ready.push(...(await decoder.decode(data, number)));
      while (ready.length > 0) yield ready.shift()!;
      if (position++ === last) break;
    }
    ready.push(...(await decoder.decode(null)));
    while (ready.length > 0) yield ready.shift()!;
  } finally {
    for (const frame of ready) frame.free();
    decoder.close();
  }
}

function toSample({ shape, index }: StoredVideo, decoded: Frame, timestamp: number): VideoSample {
  const duration = index.timings[Number(decoded.pts)]!.durationS;
  const whole = decoded.flags & AV_FRAME_FLAG_INTERLACED ? withoutCombs(decoded) : null;
  if (whole) decoded.free();
  const frame = whole ?? decoded;
  const sample = sampleOfFrame(frame, { timestamp, duration }, shape.pixelAspect);
  sample.setRotation(shape.rotation);
  sample.setFlip(shape.flip);
  return sample;
}

function decodeFailure(path: string, frame: number, frameCount: number, cause: unknown): MediaProblemError {
  // A decoder reads ahead, so damage shows a few frames early.
  const what = `of its ${frameCount} frames, those from about frame ${frame} on cannot be decoded`;
  return new MediaProblemError(truncated(path, what, String(cause)));
}

function unordered(path: string): MediaProblem {
  return unsupported(path, 'its index does not say in which order its frames are shown');
}
