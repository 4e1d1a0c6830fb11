import { isOpen } from '../../src/fal/job-state.ts';
import type { Host } from '../../src/host/host.ts';
import type { RecordedRequest } from '../simulator/provider-book.ts';

/** All of them. */
const MOST_JOBS = 1_000_000;

/**
 * Does what a person is told to do about jobs that are stuck: takes the request that reads the same where one is shown,
 * and closes what was never sent or whose result is gone. Returns what a person could not have known.
 */
export async function actAsPerson(host: Host, book: readonly RecordedRequest[]): Promise<string[]> {
  const breaches: string[] = [];
  for (const { id, seed, state, provider, alikeRequestId } of host.jobs.list(MOST_JOBS)) {
    const isRecorded = book.some((request) => request.seed === seed);
    if (state === 'unknown' && alikeRequestId !== null) await host.jobs.resume(id, alikeRequestId);
    else if (state === 'unknown' && isRecorded && provider.id === 'fal')
      breaches.push(`seed ${seed}: a recorded request was not found by what was sent`);
    else if (state === 'unknown' || isOpen(state)) await host.jobs.close(id);
  }
  return breaches;
}
