import { type EdgeSettings, edgeMap } from './edge-map.ts';
import { type MediaProblem, MediaProblemError, quoteFile } from './media-problem.ts';
import { type OpenVideo, openVideo, type VideoInfo } from './open-video.ts';
import type { Outcome } from './outcome.ts';
import { writeAtomically } from './partial-file.ts';
import type { WorkerContext } from './serve-worker.ts';
import { withVideo } from './with-video.ts';
import { createVideoWriter } from './write-video.ts';

export type EdgesInput = EdgeSettings & { path: string; outPath: string; partPath: string };

/** Writes the edges of every frame, white on black, as H.264 MP4 of the same size, frames and rate. */
export function edges(
  input: EdgesInput,
  { progress }: WorkerContext,
): Promise<Outcome<VideoInfo, MediaProblem>> {
  return withVideo(input.path, async (video) => {
    assertLargeEnough(input.path, video.info);
    await writeAtomically(input.outPath, input.partPath, (part) => writeEdges(video, input, part, progress));
    const written = await openVideo(input.outPath);
    if (!written.ok) throw new MediaProblemError(written.problem);
    written.value.close();
    return written.value.info;
  });
}

/** Smallest side that holds a pixel of chroma. */
const MIN_SIDE = 2;

function assertLargeEnough(path: string, { width, height }: VideoInfo): void {
  if (width >= MIN_SIDE && height >= MIN_SIDE) return;
  throw new MediaProblemError({
    code: 'too-small',
    message: `${quoteFile(path)} has ${width}×${height} pixels, which is too small for edges.`,
    fix: 'Choose a clip with a larger picture.',
  });
}

async function writeEdges(
  video: OpenVideo,
  settings: EdgeSettings,
  path: string,
  progress: WorkerContext['progress'],
): Promise<void> {
  const { frameCount, fps } = video.info;
  // The encoder takes even sides only.
  const [width, height] = [video.info.width & ~1, video.info.height & ~1];
  const wanted = { frameIndexes: Array.from({ length: frameCount }, (_, index) => index), width, height };
  const options = { path, partPath: path, width, height, fps, quality: 'high' } as const;
  const writer = await createVideoWriter({ ...options, maxFrameCount: frameCount });
  try {
    let written = 0;
    for await (const frame of video.frames(wanted)) {
      await writer.addFrame(edgeMap(frame.data, frame.width, frame.height, settings));
      progress(++written / frameCount);
    }
    await writer.finish();
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
