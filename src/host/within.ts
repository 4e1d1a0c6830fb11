import type { Clock } from './clock.ts';

/** What the work brings, or null where it takes longer. */
export async function within<T>(clock: Clock, limitMs: number, work: Promise<T>): Promise<T | null> {
  const done = new AbortController();
  try {
    return await Promise.race([work, clock.sleep(limitMs, done.signal).then(() => null)]);
  } finally {
    done.abort();
  }
}
