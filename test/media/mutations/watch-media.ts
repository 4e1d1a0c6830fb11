import type { MediaProblem } from '../../../src/media/media-problem.ts';
import type { MediaProcess } from '../../../src/media/media-process.ts';
import type { Outcome } from '../../../src/media/outcome.ts';

/** One call into the media process and how it ended. */
export interface MediaCall {
  readonly method: string;
  readonly tookMs: number;
  /** `ok`, or the code of the problem. */
  readonly code: string;
  readonly message: string;
}

type AnyCall = (...args: unknown[]) => Promise<Outcome<unknown, MediaProblem>>;

/** The same media process; what is asked of it is noted in `calls`. */
export function watchMedia(media: MediaProcess, calls: MediaCall[]): MediaProcess {
  const watched = Object.entries(media).map(([method, call]) => {
    if (method === 'dispose') return [method, call];
    const noted: AnyCall = async (...args) => {
      const startMs = performance.now();
      const outcome = await (call as AnyCall)(...args);
      const tookMs = performance.now() - startMs;
      const { code, message } = outcome.ok ? { code: 'ok', message: '' } : outcome.problem;
      calls.push({ method, tookMs, code, message });
      return outcome;
    };
    return [method, noted];
  });
  return Object.fromEntries(watched) as MediaProcess;
}
