import type { Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { jobProblem, wordsOfLostJob } from './job-problems.ts';
import { likenessOf, searchFromMs } from './past-requests.ts';

/** Waits between looks: the provider's list may lag behind its queue. */
const PAUSES_MS = [0, 2_000, 5_000];

/** What is told of a submit whose process died before the answer came. */
export const INTERRUPTED = 'Blockout stopped before the answer came';

/**
 * Looks for a job whose submit was not answered among the provider's past requests, by everything that was sent. Found,
 * it is submitted; not found, or only one that may be somebody else's, it is unknown. It is never sent again from here.
 * `text` says what broke; null for another look.
 */
export async function findLostJob(context: JobContext, job: Job, text: string | null): Promise<Job> {
  const { ledger, clock, closed } = context;
  const { link } = context.route(job);
  let alikeRequestId: string | null = null;
  for (const pauseMs of PAUSES_MS) {
    await clock.sleep(pauseMs, closed);
    if (closed.aborted) return job;
    const past = await link.pastRequests(job.endpoint, searchFromMs(job, clock.now(), link.clockAheadMs()));
    if (!past.ok) continue;
    for (const request of past.value) {
      if (ledger.knowsRequest(request.requestId)) continue;
      const likeness = likenessOf(request, job, link.clockAheadMs());
      if (likeness === 'own') return attachRequest(context, job, request.requestId);
      if (likeness === 'alike') alikeRequestId = request.requestId;
    }
  }
  if (job.state !== 'intended' && alikeRequestId === job.alikeRequestId) return job;
  const problem = jobProblem(job, 'provider', wordsOfLostJob({ ...job, alikeRequestId }, text));
  if (job.state !== 'intended') return ledger.patch(job.id, { alikeRequestId, problem });
  return ledger.move(job.id, 'unknown', { charge: 'unknown', alikeRequestId, problem });
}

/** Takes a request at the provider for what a lost job had sent. */
export async function attachRequest({ ledger }: JobContext, job: Job, requestId: string): Promise<Job> {
  return ledger.move(job.id, 'submitted', {
    requestId,
    charge: 'open',
    problem: null,
    alikeRequestId: null,
    notes: [...job.notes, 'The answer to the submit was lost; the job was found again at the provider.'],
  });
}
