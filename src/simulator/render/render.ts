import type { OutputShape } from '../../fal/endpoint.ts';
import { canEncodeSound } from '../../media/audio-feed.ts';
import { MediaProblemError } from '../../media/media-problem.ts';
import { type OpenVideo, openVideo } from '../../media/open-video.ts';
import type { Outcome } from '../../media/outcome.ts';
import type { WorkerContext } from '../../media/serve-worker.ts';
import { soundFeed } from '../../media/sound-feed.ts';
import { createVideoWriter } from '../../media/write-video.ts';
import { createDeveloper } from '../look/create-developer.ts';
import type { Look } from '../look/look.ts';
import { ambience } from '../sound/ambience.ts';
import { clipSound, type SoundTrack } from '../sound/sound-track.ts';
import { type RenderInputProblem, unreadable } from './inspect.ts';
import { loadAnchor } from './load-anchor.ts';
import { writeSettings } from './write-settings.ts';

export interface RenderInput {
  readonly sourcePath: string;
  readonly outPath: string;
  readonly output: OutputShape;
  readonly seed: number;
  readonly look: Look;
  readonly audio: boolean;
  /** The endpoint's `video_quality` and `video_write_mode`. */
  readonly quality: string;
  readonly writeMode: string;
}

/** Decodes, grades and encodes one clip; source frame k becomes output frame k, the last one is held. */
export async function render(
  input: RenderInput,
  { progress }: WorkerContext,
): Promise<Outcome<null, RenderInputProblem>> {
  const opened = await openVideo(input.sourcePath);
  if (!opened.ok) return { ok: false, problem: unreadable(opened.problem) };
  const clip = opened.value;
  const { width, height, frameCount, fps } = input.output;
  const durationS = frameCount / fps;
  const sound = input.audio ? soundOf(clip, durationS, input.seed) : null;
  const writer = await createVideoWriter({
    path: input.outPath,
    width,
    height,
    fps,
    ...writeSettings(input.quality, input.writeMode),
    maxFrameCount: frameCount,
    ...(sound ? { audio: { sampleRate: sound.sampleRate, channels: sound.channels } } : {}),
  });
  try {
    const addSoundUntil = sound ? soundFeed(writer, sound.blocks) : null;
    const anchors = await Promise.all(input.look.anchors.map((anchor) => loadAnchor(anchor, width, height)));
    const develop = createDeveloper({ width, height, look: input.look, seed: input.seed, anchors });
    let frame = 0;
    for await (const { width: w, height: h, data } of clip.frames(coveringFrames(clip, input.output))) {
      const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
      await writer.addFrame(develop({ width: w, height: h, pixels }, frame));
      frame++;
      await addSoundUntil?.(frame / fps);
      progress(frame / frameCount);
    }
    await addSoundUntil?.(Number.POSITIVE_INFINITY);
    await writer.finish();
    return { ok: true, value: null };
  } catch (error) {
    await writer.discard();
    if (!(error instanceof MediaProblemError)) throw error;
    return { ok: false, problem: unreadable(error.problem) };
  } finally {
    clip.close();
  }
}

/** Source frames by output order, scaled so that they cover the output without distortion. */
function coveringFrames({ info }: OpenVideo, { width, height, frameCount }: OutputShape) {
  const scale = Math.max(width / info.width, height / info.height);
  return {
    frameIndexes: Array.from({ length: frameCount }, (_, index) => Math.min(index, info.frameCount - 1)),
    width: Math.max(width, Math.round(info.width * scale)),
    height: Math.max(height, Math.round(info.height * scale)),
  };
}

function soundOf({ audio }: OpenVideo, durationS: number, seed: number): SoundTrack {
  const isUsable = audio && canEncodeSound({ sampleRate: audio.sampleRate, channels: 2 });
  return isUsable ? clipSound(audio, durationS) : ambience(durationS, seed);
}
