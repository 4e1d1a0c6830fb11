import type { RequestFieldValue } from '../../engine/value.ts';
import type { PastRequest } from '../providers/provider-link.ts';
import type { Trouble } from '../providers/trouble.ts';
import type { Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { jobProblem, wordsOfTrouble } from './job-problems.ts';
import { isAssetField } from './request-assets.ts';

/** Waits between looks: the provider's list may lag behind its queue. */
const PAUSES_MS = [0, 2_000, 5_000];
/** Clocks of the two sides may differ by this much. */
const CLOCK_SKEW_MS = 10 * 60_000;

/**
 * Looks for a job whose submit was not answered among the provider's past requests, by its seed and everything else
 * that was sent. Found, it is submitted; not found, it is unknown. It is never sent again from here.
 */
export async function findLostJob(context: JobContext, job: Job, trouble: Trouble): Promise<Job> {
  const { ledger, clock, closed } = context;
  const { link } = context.route(job);
  const sinceMs = (job.sentAtMs ?? job.createdAtMs) - CLOCK_SKEW_MS;
  for (const pauseMs of PAUSES_MS) {
    await clock.sleep(pauseMs, closed);
    if (closed.aborted) return job;
    const past = await link.pastRequests(job.endpoint, sinceMs);
    if (!past.ok) continue;
    const found = past.value.filter(
      (request) => isSameRequest(request, job) && !ledger.knowsRequest(request.requestId),
    );
    const first = found.sort((a, b) => a.sentAtMs - b.sentAtMs)[0];
    if (first) {
      const patch = { requestId: first.requestId, charge: 'open', problem: null } as const;
      return ledger.move(job.id, 'submitted', {
        ...patch,
        notes: [...job.notes, 'The answer to the submit was lost; the job was found again at the provider.'],
      });
    }
  }
  if (job.state === 'unknown') return job;
  const problem = jobProblem(job, 'provider', wordsOfTrouble(trouble, job.provider));
  return ledger.move(job.id, 'unknown', { charge: 'unknown', problem });
}

/** What a list that leaves out fields must still have in common with a job. */
const SURE_FIELDS = ['seed', 'prompt'];

/** Equal in every field that is not a file; files were sent as URLs, so that both sides must only have one. */
function isSameRequest(request: PastRequest, job: Job): boolean {
  return Object.entries(job.input).every(([name, value]) => {
    const sent = request.input[name];
    if (sent === undefined && request.isPartial && !SURE_FIELDS.includes(name)) return true;
    return hasFile(value) ? sent !== undefined : JSON.stringify(sent) === JSON.stringify(value);
  });
}

function hasFile(value: RequestFieldValue): boolean {
  return isAssetField(value) || (Array.isArray(value) && value.some((item) => hasFile(item)));
}

/** What stands for a submit whose process died before the answer came. */
export const INTERRUPTED_SUBMIT: Trouble = {
  kind: 'ambiguous',
  status: null,
  text: 'Blockout stopped before the answer came',
  fields: [],
  errorType: null,
  isFinal: false,
  billedUnits: null,
};
