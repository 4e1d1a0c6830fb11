import type { Clock } from '../../src/host/clock.ts';

/** Waits at least this long are deadlines, unless told otherwise: they only pass when a test says so. */
const DEADLINE_MS = 20_000;
/** Real time that stands for a short wait, so that polling does not spin. */
const REAL_MS = 5;

export interface QuickClock extends Clock {
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Sets the machine's clock back; what is waited for goes on. */
  turnBack(ms: number): void;
  /** Moves time on; every deadline that is due then passes. */
  advance(ms: number): void;
  /** Resolves when somebody waits for a deadline of this length. */
  deadline(ms: number): Promise<void>;
}

/** A clock whose short waits pass after `realMs`, while time goes on by what was waited. */
export function createQuickClock(
  startMs = new Date(2026, 10, 1, 12).getTime(),
  { deadlineMs = DEADLINE_MS, realMs = REAL_MS }: { deadlineMs?: number; realMs?: number } = {},
): QuickClock {
  let nowMs = startMs;
  let turnedBackMs = 0;
  const deadlines = new Set<{ dueMs: number; ms: number; pass(): void }>();
  const watchers: { ms: number; seen(): void }[] = [];
  return {
    now: () => nowMs - turnedBackMs,
    monotonicMs: () => nowMs,
    turnBack(ms) {
      turnedBackMs += ms;
    },
    sleep(ms, signal) {
      return new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const dueMs = nowMs + ms;
        const pass = () => {
          deadlines.delete(entry);
          clearTimeout(timer);
          signal?.removeEventListener('abort', pass);
          resolve();
        };
        const entry = { dueMs, ms, pass };
        signal?.addEventListener('abort', pass, { once: true });
        const timer =
          ms >= deadlineMs
            ? undefined
            : setTimeout(
                () => {
                  nowMs = Math.ceil(Math.max(nowMs, dueMs));
                  pass();
                },
                Math.min(ms, realMs),
              );
        if (ms < deadlineMs) return;
        deadlines.add(entry);
        for (const watcher of watchers) if (watcher.ms === ms) watcher.seen();
      });
    },
    advance(ms) {
      nowMs += ms;
      for (const { dueMs, pass } of [...deadlines]) if (dueMs <= nowMs) pass();
    },
    deadline: (ms) =>
      new Promise((resolve) => {
        if ([...deadlines].some((entry) => entry.ms === ms)) return resolve();
        watchers.push({ ms, seen: resolve });
      }),
  };
}
