import { rm } from 'node:fs/promises';
import { partialPath } from '../files/partial-path.ts';
import type { Assembled, AssembleInput } from './assemble.ts';
import type { Conformed, ConformInput } from './conform.ts';
import type { EdgesInput } from './edges.ts';
import type { ExrView, ExrViewInput } from './exr/picture.ts';
import type { ExtractedFrame, ExtractFrameInput } from './extract-frame.ts';
import type { Filmstrip, FilmstripInput } from './filmstrip.ts';
import { type Look, lookLimit, MAKING_LIMIT, type MediaLimits } from './media-limits.ts';
import { type MediaProblem, quoteFile } from './media-problem.ts';
import type { VideoInfo } from './open-video.ts';
import type { Outcome } from './outcome.ts';
import type { Poster, PosterInput } from './poster.ts';
import type { MediaInfo } from './probe.ts';
import { createStuckFiles } from './stuck-files.ts';
import type { Thumbnail, ThumbnailInput } from './thumbnail.ts';
import type { MediaMethods } from './worker.ts';
import { createWorkerPool } from './worker-pool.ts';
import { describeWorkerEnd } from './worker-problem.ts';
import type { CallOptions } from './worker-process.ts';

type MediaCallOptions = Omit<CallOptions, 'doing' | 'stallMs'>;

type Request<Input> = Omit<Input, 'partPath'>;
type Result<Value> = Promise<Outcome<Value, MediaProblem>>;

/** Video and image work in processes of their own; nothing here throws or rejects. */
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
  /** Ends the processes at once; calls still waiting are cancelled. */
  dispose(): void;
};

/**
 * Starts nothing until the first call. Every call has a limit that fits it, and a file that work gets stuck in is not
 * tried again for a while.
 */
export function createMediaProcess({ lanes = 1, ...limits }: MediaLimits): MediaProcess {
  const workers = createWorkerPool<MediaMethods>(new URL('./worker.ts', import.meta.url), limits, lanes);
  const stuckFiles = createStuckFiles();

  /** Runs a look at a file: short, and at most once where it gets stuck. */
  function look<Value>(
    method: Look,
    path: string,
    doing: string,
    options: MediaCallOptions | undefined,
    run: (options: CallOptions) => Result<Value>,
  ): Result<Value> {
    return stuckFiles.guard(method, path, (sizeBytes) =>
      run({ ...lookLimit(method, sizeBytes), ...options, doing: `${doing} ${quoteFile(path)}` }),
    );
  }

  /** The same for a look that is written to a file. */
  function lookInto<Value>(
    method: Look,
    { path, outPath }: { readonly path: string; readonly outPath: string },
    doing: string,
    options: MediaCallOptions | undefined,
    run: (partPath: string, options: CallOptions) => Result<Value>,
  ): Result<Value> {
    return look(method, path, doing, options, (callOptions) =>
      write(outPath, (partPath) => run(partPath, callOptions)),
    );
  }

  /** Makes a file, which takes as long as it takes while it moves on. */
  function make<Value>(
    { path, outPath }: { readonly path: string; readonly outPath: string },
    doing: string,
    options: MediaCallOptions | undefined,
    run: (partPath: string, options: CallOptions) => Result<Value>,
  ): Result<Value> {
    const callOptions = { ...MAKING_LIMIT, ...options, doing: `${doing} ${quoteFile(path)}` };
    return write(outPath, (partPath) => run(partPath, callOptions));
  }

  return {
    probe(path, { signal, ...options } = {}) {
      const probed = stuckFiles.share(path, () =>
        look('probe', path, 'reading', options, (callOptions) =>
          workers.call('probe', { path }, callOptions),
        ),
      );
      return unlessAborted(probed, signal, `reading ${quoteFile(path)}`);
    },
    extractFrame: (request, options) =>
      lookInto(
        'extractFrame',
        request,
        `taking frame ${request.frame} of`,
        options,
        (partPath, callOptions) => workers.call('extractFrame', { ...request, partPath }, callOptions),
      ),
    poster: (request, options) =>
      lookInto('poster', request, 'making a poster of', options, (partPath, callOptions) =>
        workers.call('poster', { ...request, partPath }, callOptions),
      ),
    filmstrip: (request, options) =>
      lookInto('filmstrip', request, 'making a filmstrip of', options, (partPath, callOptions) =>
        workers.call('filmstrip', { ...request, partPath }, callOptions),
      ),
    thumbnail: (request, options) =>
      lookInto('thumbnail', request, 'making a thumbnail of', options, (partPath, callOptions) =>
        workers.call('thumbnail', { ...request, partPath }, callOptions),
      ),
    viewExr: (request, options) =>
      look('viewExr', request.path, 'showing', options, (callOptions) =>
        workers.call('viewExr', request, callOptions),
      ),
    conform: (request, options) =>
      make(request, 'conforming', options, (partPath, callOptions) =>
        workers.call('conform', { ...request, partPath }, callOptions),
      ),
    edges: (request, options) =>
      make(request, 'finding the edges of', options, (partPath, callOptions) =>
        workers.call('edges', { ...request, partPath }, callOptions),
      ),
    assemble: (request, options) =>
      make(request, 'assembling', options, (partPath, callOptions) =>
        workers.call('assemble', { ...request, partPath }, callOptions),
      ),
    dispose: workers.dispose,
  };
}

/** Runs a writing call on a partial name; a killed process leaves that file behind, so it is removed here. */
async function write<Value>(outPath: string, run: (partPath: string) => Result<Value>): Result<Value> {
  const partPath = partialPath(outPath);
  const outcome = await run(partPath);
  if (!outcome.ok) await rm(partPath, { force: true });
  return outcome;
}

/** The outcome of work that others may wait for as well: leaving it does not end it. */
function unlessAborted<Value>(
  work: Result<Value>,
  signal: AbortSignal | undefined,
  doing: string,
): Result<Value> {
  if (!signal) return work;
  const cancelled = () =>
    ({ ok: false, problem: describeWorkerEnd({ kind: 'cancelled' }, doing, '') }) as const;
  if (signal.aborted) return Promise.resolve(cancelled());
  return new Promise((resolve, reject) => {
    const leave = () => resolve(cancelled());
    signal.addEventListener('abort', leave, { once: true });
    work.finally(() => signal.removeEventListener('abort', leave)).then(resolve, reject);
  });
}
