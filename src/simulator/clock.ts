/** Where the simulator reads time and how it waits; tests put a hand-moved one in its place. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. Without it, time moves on by requests only. */
  sleep?(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Time that goes on with the machine's clock but never back: what was to happen in a second happens in a second, also
 * when somebody sets that clock back a day. `monotonicMs` only grows and tells how much time has really passed.
 */
export function forwardTime(wallMs: () => number, monotonicMs: () => number): () => number {
  let lastMs = wallMs();
  let lastAtMs = monotonicMs();
  return () => {
    const atMs = monotonicMs();
    lastMs = Math.max(wallMs(), lastMs + (atMs - lastAtMs));
    lastAtMs = atMs;
    return lastMs;
  };
}

/** The machine's clock. Its waits never keep the process alive. */
export const systemClock: Clock = {
  now: forwardTime(
    () => Date.now(),
    () => performance.now(),
  ),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const stop = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        resolve();
      };
      const timer = setTimeout(stop, ms);
      timer.unref();
      signal.addEventListener('abort', stop);
    }),
};
