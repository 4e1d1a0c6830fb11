import { type MediaProblem, MediaProblemError, quoteFile } from './media-problem.ts';
import { openVideo, type VideoInfo } from './open-video.ts';
import type { Outcome } from './outcome.ts';
import { writeAtomically } from './partial-file.ts';
import { type DisplayedFrame, type FrameLook, readFrame } from './read-frame.ts';
import type { WorkerContext } from './serve-worker.ts';
import { createVideoWriter, type VideoWriter } from './write-video.ts';

export type AssembleInput = FrameLook & {
  /** Names the work in problems. */
  path: string;
  /** Files in the order in which they are shown; one that is held comes several times in a row. */
  framePaths: string[];
  fps: number;
  outPath: string;
  partPath: string;
};

/** What was written, read back from the file, and what the user should know about it. */
export type Assembled = { info: VideoInfo; notes: string[] };

/** Smallest side the encoder and every player agree on. */
const MIN_SIDE = 16;

/** Writes stills as H.264 MP4, one frame each; never more than two of them are in memory. */
export async function assemble(
  input: AssembleInput,
  { progress }: WorkerContext,
): Promise<Outcome<Assembled, MediaProblem>> {
  try {
    const notes = await writeAtomically(input.outPath, input.partPath, (part) =>
      writeFrames(input, part, progress),
    );
    const written = await openVideo(input.outPath);
    if (!written.ok) return written;
    written.value.close();
    return { ok: true, value: { info: written.value.info, notes } };
  } catch (error) {
    if (error instanceof MediaProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

async function writeFrames(
  { framePaths, fps, toneMap, layer }: AssembleInput,
  path: string,
  progress: WorkerContext['progress'],
): Promise<string[]> {
  const notes: string[] = [];
  let writer: VideoWriter | null = null;
  let first: { width: number; height: number; path: string } | null = null;
  let rgba: Uint8Array = new Uint8Array();
  try {
    let written = 0;
    for await (const { framePath, frame } of readInOrder(framePaths, { toneMap, layer })) {
      if (frame) {
        first ??= { ...frame, path: framePath };
        if (frame.width !== first.width || frame.height !== first.height)
          throw otherSize(framePath, frame, first);
        rgba = evenSides(frame);
      }
      if (!writer) {
        const [width, height] = [first!.width & ~1, first!.height & ~1];
        if (Math.min(width, height) < MIN_SIDE) throw tooSmall(framePath, first!);
        if (width !== first!.width || height !== first!.height) {
          notes.push(
            `The frames have ${first!.width}×${first!.height} px; video needs even sides, so the clip has ${width}×${height}.`,
          );
        }
        const options = { path, partPath: path, width, height, fps, quality: 'maximum' } as const;
        writer = await createVideoWriter({ ...options, maxFrameCount: framePaths.length });
      }
      await writer.addFrame(rgba);
      progress(++written / framePaths.length);
    }
    await writer?.finish();
    return notes;
  } catch (error) {
    await writer?.discard();
    throw error;
  }
}

/** Reads the next still while the one before is encoded. A still that is held is read once; `frame` is null then. */
async function* readInOrder(
  framePaths: readonly string[],
  look: FrameLook,
): AsyncGenerator<{ framePath: string; frame: DisplayedFrame | null }> {
  const read = (place: number) => {
    const framePath = framePaths[place];
    if (framePath === undefined || framePath === framePaths[place - 1]) return null;
    const frame = readFrame(framePath, look);
    // It is waited for later; until then its failing must not count as unhandled.
    frame.catch(() => {});
    return frame;
  };
  let next = read(0);
  for (const [place, framePath] of framePaths.entries()) {
    const frame = await next;
    next = read(place + 1);
    yield { framePath, frame };
  }
}

/** The picture without an odd last row and column. */
function evenSides({ width, height, rgba }: DisplayedFrame): Uint8Array {
  const [evenWidth, evenHeight] = [width & ~1, height & ~1];
  if (evenWidth === width) return rgba.subarray(0, evenWidth * evenHeight * 4);
  const out = new Uint8Array(evenWidth * evenHeight * 4);
  for (let row = 0; row < evenHeight; row++) {
    out.set(rgba.subarray(row * width * 4, (row * width + evenWidth) * 4), row * evenWidth * 4);
  }
  return out;
}

function otherSize(
  path: string,
  { width, height }: DisplayedFrame,
  first: { width: number; height: number; path: string },
): MediaProblemError {
  return new MediaProblemError({
    code: 'unsupported',
    message: `${quoteFile(path)} has ${width}×${height} pixels, but ${quoteFile(first.path)} has ${first.width}×${first.height}.`,
    fix: 'Render that frame again at the size of the others, or use first and last frame to leave it out.',
  });
}

function tooSmall(path: string, { width, height }: { width: number; height: number }): MediaProblemError {
  return new MediaProblemError({
    code: 'too-small',
    message: `${quoteFile(path)} has ${width}×${height} pixels, which is too small to encode.`,
    fix: `Use frames of at least ${MIN_SIDE}×${MIN_SIDE} pixels.`,
  });
}
