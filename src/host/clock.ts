/** Where the host reads time and how it waits; tests put their own in its place. */
export interface Clock {
  /** Milliseconds since the Unix epoch, as the machine has them: for what people and other machines read. */
  now(): number;
  /** Milliseconds that only grow, whatever the user or the network does to the machine's time: for what falls due. */
  monotonicMs(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. Its waits keep the process alive, so that nobody exits while a paid job is awaited. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const timer = setTimeout(stop, ms);
      signal?.addEventListener('abort', stop);
    }),
};
