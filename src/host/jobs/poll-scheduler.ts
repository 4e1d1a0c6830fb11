import type { Clock } from '../clock.ts';

/** How often a job is asked about: from `leastMs` after news, growing to `mostMs` while nothing changes. */
export interface Pace {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** What asking brought. `trouble` waits longer before the next try. */
export type PollVerdict = 'finished' | 'news' | 'same' | 'trouble';

export interface PollTask {
  readonly id: string;
  readonly pace: Pace;
  poll(): Promise<PollVerdict>;
}

/** Asks about all jobs in turn. */
export interface PollScheduler {
  /** Resolves when the task is finished or the scheduler closes; rejects with what `poll` rejects with. */
  watch(task: PollTask): Promise<void>;
  /** Asks about one task now. */
  nudge(id: string): void;
  /** Stops asking about one task. */
  drop(id: string): void;
  close(): void;
}

/** fal allows about 10 calls a second: four at once leave room for everything else. */
const MAX_AT_ONCE = 4;
const GROWTH = 1.5;
const MOST_TROUBLE_MS = 15_000;

interface Watched {
  readonly task: PollTask;
  readonly done: () => void;
  readonly fail: (error: unknown) => void;
  dueMs: number;
  waitMs: number;
  isBusy: boolean;
  /** Something happened while it was being asked: the answer may be older than that. */
  isStale: boolean;
}

/** One loop for the polls of every job of this host. */
export function createPollScheduler(clock: Clock): PollScheduler {
  const watched = new Map<string, Watched>();
  let wake = new AbortController();
  let isRunning = false;
  let isClosed = false;

  function finish(entry: Watched): void {
    if (watched.get(entry.task.id) === entry) watched.delete(entry.task.id);
    entry.done();
  }

  async function ask(entry: Watched): Promise<void> {
    entry.isBusy = true;
    entry.isStale = false;
    const verdict = await entry.task.poll().catch((error: unknown) => {
      entry.fail(error);
      return 'finished' as const;
    });
    entry.isBusy = false;
    if (verdict === 'finished' || isClosed || watched.get(entry.task.id) !== entry) finish(entry);
    else {
      entry.waitMs = nextWaitMs(verdict, entry.waitMs, entry.task.pace);
      entry.dueMs = clock.monotonicMs() + (entry.isStale ? 0 : entry.waitMs);
    }
    wake.abort();
  }

  async function run(): Promise<void> {
    while (watched.size > 0 && !isClosed) {
      const nowMs = clock.monotonicMs();
      const idle = [...watched.values()].filter((entry) => !entry.isBusy);
      let room = MAX_AT_ONCE - (watched.size - idle.length);
      let nextMs = Number.POSITIVE_INFINITY;
      for (const entry of idle.sort((a, b) => a.dueMs - b.dueMs)) {
        if (entry.dueMs <= nowMs && room > 0) {
          room--;
          void ask(entry);
        } else nextMs = Math.min(nextMs, entry.dueMs);
      }
      wake = new AbortController();
      await waitUntil(room > 0 ? nextMs : Number.POSITIVE_INFINITY);
    }
    isRunning = false;
  }

  /** Without a due time, waits for a poll to come back. */
  function waitUntil(dueMs: number): Promise<void> {
    const { signal } = wake;
    if (Number.isFinite(dueMs)) return clock.sleep(Math.max(0, dueMs - clock.monotonicMs()), signal);
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  return {
    watch(task) {
      return new Promise((resolve, reject) => {
        if (isClosed) return resolve();
        const entry: Watched = {
          task,
          done: resolve,
          fail: reject,
          dueMs: clock.monotonicMs(),
          waitMs: 0,
          isBusy: false,
          isStale: false,
        };
        watched.set(task.id, entry);
        if (isRunning) return wake.abort();
        isRunning = true;
        void run();
      });
    },
    nudge(id) {
      const entry = watched.get(id);
      if (!entry) return;
      entry.dueMs = clock.monotonicMs();
      entry.isStale = true;
      wake.abort();
    },
    drop(id) {
      const entry = watched.get(id);
      if (!entry) return;
      finish(entry);
      wake.abort();
    },
    close() {
      isClosed = true;
      for (const entry of watched.values()) entry.done();
      watched.clear();
      wake.abort();
    },
  };
}

function nextWaitMs(verdict: 'news' | 'same' | 'trouble', waitMs: number, pace: Pace): number {
  switch (verdict) {
    case 'news':
      return pace.leastMs;
    case 'same':
      return Math.min(pace.mostMs, Math.max(pace.leastMs, waitMs * GROWTH));
    case 'trouble':
      return Math.min(MOST_TROUBLE_MS, Math.max(pace.leastMs, waitMs * 2));
  }
}
