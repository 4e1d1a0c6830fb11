import { vi } from 'vitest';

const realSetTimeout = globalThis.setTimeout;

/**
 * Makes the fal client's own pauses between attempts end at once and collects their lengths in ms; every other
 * timer of the process runs as usual. Undo with `vi.restoreAllMocks()`.
 */
export function quickenClientRetries(): number[] {
  const delaysMs: number[] = [];
  const stub = ((run: () => void, ms?: number, ...args: []) => {
    const isClientPause = /@fal-ai[\\/]client/.test(new Error().stack ?? '');
    if (!isClientPause) return realSetTimeout(run, ms, ...args);
    delaysMs.push(ms ?? 0);
    return realSetTimeout(run, 0);
  }) as typeof setTimeout;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(stub);
  return delaysMs;
}
