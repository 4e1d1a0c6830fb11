import { stat } from 'node:fs/promises';
import type { MediaProblem } from './media-problem.ts';
import type { Outcome } from './outcome.ts';

/** Long enough that a canvas full of posters does not spin on it; short enough that trying again is worth it. */
const KEPT_MS = 10 * 60_000;
const STUCK: ReadonlySet<MediaProblem['code']> = new Set(['timeout', 'out-of-memory']);

interface Stuck {
  readonly problem: MediaProblem;
  readonly untilMs: number;
}

/**
 * Remembers which files work got stuck in, and shares what is asked twice at the same time: a damaged file costs its
 * limit once, not for everybody who looks at it.
 */
export function createStuckFiles() {
  const stuck = new Map<string, Stuck>();
  const underWay = new Map<string, Promise<Outcome<unknown, MediaProblem>>>();

  async function run<Value>(
    key: string,
    work: () => Promise<Outcome<Value, MediaProblem>>,
  ): Promise<Outcome<Value, MediaProblem>> {
    const outcome = await work();
    if (!outcome.ok && STUCK.has(outcome.problem.code)) {
      stuck.set(key, { problem: outcome.problem, untilMs: performance.now() + KEPT_MS });
    }
    return outcome;
  }

  return {
    /** Does `work` on a file unless it got stuck in the same file, unchanged, a moment ago. */
    async guard<Value>(
      doing: string,
      path: string,
      work: (sizeBytes: number) => Promise<Outcome<Value, MediaProblem>>,
    ): Promise<Outcome<Value, MediaProblem>> {
      const found = await stat(path).catch(() => null);
      const key = `${doing}\n${path}\n${found?.size}\n${found?.mtimeMs}`;
      const known = stuck.get(key);
      if (known && performance.now() < known.untilMs) return { ok: false, problem: known.problem };
      stuck.delete(key);
      return run(key, () => work(found?.size ?? 0));
    },
    /** The same, and whoever asks meanwhile gets the same answer. */
    async share<Value>(
      key: string,
      work: () => Promise<Outcome<Value, MediaProblem>>,
    ): Promise<Outcome<Value, MediaProblem>> {
      // A key stands for one kind of value.
      const present = underWay.get(key) as Promise<Outcome<Value, MediaProblem>> | undefined;
      if (present) return present;
      const started = work().finally(() => underWay.delete(key));
      underWay.set(key, started);
      return started;
    },
  };
}
