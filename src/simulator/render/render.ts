import type { OutputShape } from '../../fal/endpoint.ts';
import { canEncodeSound } from '../../media/audio-feed.ts';
import { MediaProblemError } from '../../media/media-problem.ts';
import { type OpenVideo, openVideo } from '../../media/open-video.ts';
import type { Outcome } from '../../media/outcome.ts';
import type { WorkerContext } from '../../media/serve-worker.ts';
import { soundFeed } from '../../media/sound-feed.ts';
import type { VideoContainer } from '../../media/video-container.ts';
import { createVideoWriter } from '../../media/write-video.ts';
import { createDeveloper } from '../look/create-developer.ts';
import type { Anchor, Look } from '../look/look.ts';
import { ambience } from '../sound/ambience.ts';
import { clipSound, type SoundTrack } from '../sound/sound-track.ts';
import { clipFrames } from './clip-frames.ts';
import { createExrArchive } from './exr-archive.ts';
import { type RenderInputProblem, unreadable } from './inspect.ts';
import { loadAnchor } from './load-anchor.ts';
import { stillFrames } from './still-frames.ts';
import { writeSettings } from './write-settings.ts';

export interface RenderInput {
  readonly sourcePath: string;
  /** A still is set in motion. */
  readonly sourceKind: 'video' | 'image';
  readonly outPath: string;
  readonly container: VideoContainer;
  /** Where the EXR frames go; null where none are asked. */
  readonly archivePath: string | null;
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
  const opened: OpenVideo[] = [];
  try {
    const clip = input.sourceKind === 'video' ? await open(input.sourcePath, opened) : null;
    const control = input.look.control ? await open(input.look.control.path, opened) : null;
    await renderFrames(input, clip, control, progress);
    return { ok: true, value: null };
  } catch (error) {
    if (!(error instanceof MediaProblemError)) throw error;
    return { ok: false, problem: unreadable(error.problem) };
  } finally {
    for (const video of opened) video.close();
  }
}

async function open(path: string, opened: OpenVideo[]): Promise<OpenVideo> {
  const found = await openVideo(path);
  if (!found.ok) throw new MediaProblemError(found.problem);
  opened.push(found.value);
  return found.value;
}

async function renderFrames(
  input: RenderInput,
  clip: OpenVideo | null,
  control: OpenVideo | null,
  progress: WorkerContext['progress'],
): Promise<void> {
  const { output, look, seed } = input;
  const { width, height, frameCount, fps } = output;
  const sound = input.audio ? soundOf(clip, frameCount / fps, seed) : null;
  const writer = await createVideoWriter({
    path: input.outPath,
    container: input.container,
    width,
    height,
    fps,
    ...writeSettings(input.quality, input.writeMode),
    maxFrameCount: frameCount,
    ...(sound ? { audio: { sampleRate: sound.sampleRate, channels: sound.channels } } : {}),
  });
  const archive = input.archivePath ? createExrArchive(input.archivePath, width, height, fps) : null;
  try {
    const addSoundUntil = sound ? soundFeed(writer, sound.blocks) : null;
    const isSource = ({ path }: Anchor) => clip === null && path === input.sourcePath;
    const anchors = await Promise.all(
      look.anchors.map(async (anchor) => ({
        ...(await loadAnchor(anchor, width, height)),
        isSource: isSource(anchor),
      })),
    );
    const develop = createDeveloper({ width, height, look, seed, anchors });
    const sources = clip
      ? clipFrames(clip, output, 'hold')
      : stillFrames(input.sourcePath, output, seed, look.anchors.find(isSource)?.frame ?? 0);
    const steering = control ? clipFrames(control, output, 'resample') : null;
    let frame = 0;
    for await (const source of sources) {
      const steered = (await steering?.next())?.value;
      const finished = develop(source, frame, steered ?? undefined);
      archive?.add(finished);
      await writer.addFrame(finished);
      frame++;
      await addSoundUntil?.(frame / fps);
      progress(frame / frameCount);
    }
    await addSoundUntil?.(Number.POSITIVE_INFINITY);
    await writer.finish();
    archive?.finish();
  } catch (error) {
    archive?.close();
    await writer.discard();
    throw error;
  }
}

function soundOf(clip: OpenVideo | null, durationS: number, seed: number): SoundTrack {
  const audio = clip?.audio;
  const isUsable = audio && canEncodeSound({ sampleRate: audio.sampleRate, channels: 2 });
  return isUsable ? clipSound(audio, durationS) : ambience(durationS, seed);
}
