import { rm } from 'node:fs/promises';
import type { Assembled, AssembleInput } from './assemble.ts';
import type { Conformed, ConformInput } from './conform.ts';
import type { EdgesInput } from './edges.ts';
import type { ExrView, ExrViewInput } from './exr/picture.ts';
import type { ExtractedFrame, ExtractFrameInput } from './extract-frame.ts';
import type { Filmstrip, FilmstripInput } from './filmstrip.ts';
import { type MediaProblem, quoteFile } from './media-problem.ts';
import type { VideoInfo } from './open-video.ts';
import type { Outcome } from './outcome.ts';
import { partialPath } from './partial-file.ts';
import type { Poster, PosterInput } from './poster.ts';
import type { MediaInfo } from './probe.ts';
import type { Thumbnail, ThumbnailInput } from './thumbnail.ts';
import type { MediaMethods } from './worker.ts';
import { type CallOptions, createWorkerProcess, type WorkerLimits } from './worker-process.ts';

type MediaCallOptions = Omit<CallOptions, 'doing'>;

type Request<Input> = Omit<Input, 'partPath'>;
type Result<Value> = Promise<Outcome<Value, MediaProblem>>;

/** Video and image work in a process of its own, one call at a time; nothing here throws or rejects. */
export type MediaProcess = {
  /** What a file is, or why it cannot be used. */
  probe(path: string, options?: MediaCallOptions): Result<MediaInfo>;
  /** Frame `frame` (0-based) as PNG. */
  extractFrame(request: Request<ExtractFrameInput>, options?: MediaCallOptions): Result<ExtractedFrame>;
  /** The first frame that shows something as JPEG. */
  poster(request: Request<PosterInput>, options?: MediaCallOptions): Result<Poster>;
  /** Evenly spaced frames side by side in one JPEG. */
  filmstrip(request: Request<FilmstripInput>, options?: MediaCallOptions): Result<Filmstrip>;
  /** Exactly the asked frames, rate and size as H.264 MP4. */
  conform(request: Request<ConformInput>, options?: MediaCallOptions): Result<Conformed>;
  /** A small upright JPEG of a still. */
  thumbnail(request: Request<ThumbnailInput>, options?: MediaCallOptions): Result<Thumbnail>;
  /** The edges of every frame, white on black. */
  edges(request: Request<EdgesInput>, options?: MediaCallOptions): Result<VideoInfo>;
  /** Stills as one clip, H.264 MP4. */
  assemble(request: Request<AssembleInput>, options?: MediaCallOptions): Result<Assembled>;
  /** An EXR exposed and tone-mapped for a screen. */
  viewExr(request: ExrViewInput, options?: MediaCallOptions): Result<ExrView>;
  /** Ends the process at once; calls still waiting are cancelled. */
  dispose(): void;
};

/** Starts nothing until the first call. */
export function createMediaProcess(limits: WorkerLimits): MediaProcess {
  const worker = createWorkerProcess<MediaMethods>(new URL('./worker.ts', import.meta.url), limits);

  /** Runs a writing call on a partial name; a killed process leaves that file behind, so it is removed here. */
  async function write<Value>(
    { path, outPath }: { path: string; outPath: string },
    doing: string,
    options: MediaCallOptions | undefined,
    run: (partPath: string, options: CallOptions) => Result<Value>,
  ): Result<Value> {
    const partPath = partialPath(outPath);
    const outcome = await run(partPath, { ...options, doing: `${doing} ${quoteFile(path)}` });
    if (!outcome.ok) await rm(partPath, { force: true });
    return outcome;
  }

  return {
    probe: (path, options) =>
      worker.call('probe', { path }, { ...options, doing: `reading ${quoteFile(path)}` }),
    extractFrame: (request, options) =>
      write(request, `taking frame ${request.frame} of`, options, (partPath, callOptions) =>
        worker.call('extractFrame', { ...request, partPath }, callOptions),
      ),
    poster: (request, options) =>
      write(request, 'making a poster of', options, (partPath, callOptions) =>
        worker.call('poster', { ...request, partPath }, callOptions),
      ),
    filmstrip: (request, options) =>
      write(request, 'making a filmstrip of', options, (partPath, callOptions) =>
        worker.call('filmstrip', { ...request, partPath }, callOptions),
      ),
    conform: (request, options) =>
      write(request, 'conforming', options, (partPath, callOptions) =>
        worker.call('conform', { ...request, partPath }, callOptions),
      ),
    thumbnail: (request, options) =>
      write(request, 'making a thumbnail of', options, (partPath, callOptions) =>
        worker.call('thumbnail', { ...request, partPath }, callOptions),
      ),
    edges: (request, options) =>
      write(request, 'finding the edges of', options, (partPath, callOptions) =>
        worker.call('edges', { ...request, partPath }, callOptions),
      ),
    assemble: (request, options) =>
      write(request, 'assembling', options, (partPath, callOptions) =>
        worker.call('assemble', { ...request, partPath }, callOptions),
      ),
    viewExr: (request, options) =>
      worker.call('viewExr', request, { ...options, doing: `showing ${quoteFile(request.path)}` }),
    dispose: worker.dispose,
  };
}
