/** Where the simulator reads time and how it waits; tests put a hand-moved one in its place. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. Without it, time moves on by requests only. */
  sleep?(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's clock. Its waits never keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
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
