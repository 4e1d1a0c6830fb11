import { canEncodeSound } from './audio-feed.ts';
import { type ConformPlan, type ConformRequest, planConform } from './conform-plan.ts';
import { assertFrameExists } from './extract-frame.ts';
import { fitForEncoder } from './fit-picture.ts';
import { type MediaProblem, MediaProblemError, quoteFile } from './media-problem.ts';
import { type OpenVideo, openVideo, type VideoInfo } from './open-video.ts';
import type { Outcome } from './outcome.ts';
import { writeAtomically } from './partial-file.ts';
import { isHighDynamicRange } from './picture-color.ts';
import type { WorkerContext } from './serve-worker.ts';
import { soundFeed } from './sound-feed.ts';
import type { VideoQuality } from './video-container.ts';
import { withVideo } from './with-video.ts';
import { createVideoWriter, type VideoWriter } from './write-video.ts';

export type ConformInput = ConformRequest & {
  path: string;
  outPath: string;
  partPath: string;
  keepAudio?: boolean;
  /** Default `high`. */
  quality?: VideoQuality;
};

/** What was written, read back from the file, and what the user should know about it. */
export type Conformed = { info: VideoInfo; notes: string[] };

/** Smallest side the encoder and every player agree on. */
const MIN_SIDE = 16;

/** Rewrites a clip as H.264 MP4 with exactly the asked frames, rate and size; frames stream through. */
export function conform(
  input: ConformInput,
  { progress }: WorkerContext,
): Promise<Outcome<Conformed, MediaProblem>> {
  return withVideo(input.path, async (video) => {
    const { frameCount } = video.info;
    assertFrameExists(input.path, input.inFrame ?? 0, frameCount);
    assertFrameExists(input.path, input.outFrame ?? frameCount - 1, frameCount);
    assertOrdered(input);
    const plan = planConform(video.timeline, video.info, input);
    assertLargeEnough(input.path, plan);
    const hdr = await writeAtomically(input.outPath, input.partPath, (part) =>
      writeConformed(video, plan, input, part, progress),
    );
    const written = await openVideo(input.outPath);
    if (!written.ok) throw new MediaProblemError(written.problem);
    written.value.close();
    const notes = [...plan.notes];
    if (hdr) notes.push('The clip is HDR; its brightness values are kept, in 8 bits.');
    if (input.keepAudio && video.audio && !written.value.info.audio) {
      const { channels, sampleRate } = video.audio;
      notes.push(
        `The sound (${sampleRate} Hz, channels: ${channels}) does not fit into AAC and is left out.`,
      );
    }
    if (input.keepAudio && video.unreadableSound) {
      notes.push(`Its sound (codec "${video.unreadableSound}") can’t be decoded and is left out.`);
    }
    return { info: written.value.info, notes };
  });
}

async function writeConformed(
  video: OpenVideo,
  plan: ConformPlan,
  input: ConformInput,
  path: string,
  progress: WorkerContext['progress'],
): Promise<boolean> {
  const { width, height, fps, frameIndexes } = plan;
  const audio = input.keepAudio && video.audio && canEncodeSound(video.audio) ? video.audio : null;
  const sound = audio?.pcm({
    fromS: video.timeline.timestampsS[frameIndexes[0]!]!,
    durationS: frameIndexes.length / fps,
  });
  let writer: VideoWriter | null = null;
  let feedSound: ((untilS: number) => Promise<void>) | null = null;
  let hdr = false;
  let written = 0;
  try {
    for await (const { indexes, sample } of video.samples(frameIndexes)) {
      const color = video.colorOf(sample);
      using picture = await fitForEncoder(sample, { width, height, fit: input.fit }, color);
      if (!writer) {
        hdr = isHighDynamicRange(color);
        writer = await createVideoWriter({
          ...{ path, partPath: path, width, height, fps, quality: input.quality ?? 'high' },
          maxFrameCount: frameIndexes.length,
          ...(audio ? { audio: { sampleRate: audio.sampleRate, channels: audio.channels } } : {}),
        });
        feedSound = sound ? soundFeed(writer, sound) : null;
      }
      for (const _ of indexes) {
        await writer.addSample(picture);
        written++;
      }
      await feedSound?.(written / fps);
      progress(written / frameIndexes.length);
    }
    await writer?.finish();
    return hdr;
  } catch (error) {
    await writer?.discard();
    throw error;
  }
}

function assertOrdered({ inFrame = 0, outFrame = inFrame, path }: ConformInput): void {
  if (outFrame >= inFrame) return;
  throw new MediaProblemError({
    code: 'out-of-range',
    message: `The trim of ${quoteFile(path)} ends at frame ${outFrame}, before its start at frame ${inFrame}.`,
    fix: `Choose an end from frame ${inFrame} on.`,
  });
}

function assertLargeEnough(path: string, { width, height }: ConformPlan): void {
  if (width >= MIN_SIDE && height >= MIN_SIDE) return;
  throw new MediaProblemError({
    code: 'too-small',
    message: `${quoteFile(path)} would become ${width}×${height} pixels, which is too small to encode.`,
    fix: `Choose a size of at least ${MIN_SIDE}×${MIN_SIDE} pixels.`,
  });
}
