import type { JobProgress } from '../../engine/node-context.ts';
import type { Failure } from '../../engine/problem.ts';

/** Smallest step of a fraction that is worth telling: a download has thousands of pieces. */
const LEAST_STEP = 0.01;

type Listener = (progress: JobProgress) => void;

/** A job that this host is working on right now. */
export interface Tracked {
  /** Settles when the job has ended or nothing more can be done for it now. Never rejects. */
  readonly finished: Promise<void>;
  readonly listeners: Set<Listener>;
  /** Stops an upload that is under way. */
  readonly stopSending: AbortController;
  lastProgress: JobProgress | null;
  /** Runs that wait for it. */
  waiterCount: number;
  isCancelWanted: boolean;
  usedOldUpload: boolean;
  /** What went wrong with looking after it; the ledger may not have taken it down. */
  trouble: Failure | null;
}

/** Which jobs are being worked on, and who listens. */
export class JobTracker {
  readonly #tracked = new Map<string, Tracked>();

  /** Starts work on a job, or finds the work that is under way. */
  track(id: string, work: (tracked: Tracked) => Promise<void>): Tracked {
    const present = this.#tracked.get(id);
    if (present) return present;
    let resolve = () => {};
    const tracked: Tracked = {
      finished: new Promise((done) => {
        resolve = done;
      }),
      listeners: new Set(),
      stopSending: new AbortController(),
      lastProgress: null,
      waiterCount: 0,
      isCancelWanted: false,
      usedOldUpload: false,
      trouble: null,
    };
    this.#tracked.set(id, tracked);
    void work(tracked).finally(() => {
      this.#tracked.delete(id);
      resolve();
    });
    return tracked;
  }

  get(id: string): Tracked | undefined {
    return this.#tracked.get(id);
  }

  progress(id: string, progress: JobProgress): void {
    const tracked = this.#tracked.get(id);
    if (!tracked || !isNews(progress, tracked.lastProgress)) return;
    tracked.lastProgress = progress;
    for (const listener of tracked.listeners) listener(progress);
  }

  all(): Tracked[] {
    return [...this.#tracked.values()];
  }
}

function isNews(progress: JobProgress, last: JobProgress | null): boolean {
  if (last?.state !== progress.state || last.log !== progress.log) return true;
  if (last.queuePosition !== progress.queuePosition) return true;
  if (last.fraction === undefined || progress.fraction === undefined)
    return last.fraction !== progress.fraction;
  const step = Math.abs(progress.fraction - last.fraction);
  return step >= LEAST_STEP || (progress.fraction === 1 && step > 0);
}
