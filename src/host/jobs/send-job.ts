import { readDelivery } from '../../fal/delivery.ts';
import { endpointById } from '../../fal/index.ts';
import type { Submission } from '../providers/provider-link.ts';
import type { Trouble } from '../providers/trouble.ts';
import { findLostJob } from './find-lost-job.ts';
import type { Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { jobProblem, withCharge, wordsOfTrouble } from './job-problems.ts';
import { refuseLargeLoras } from './refuse-large-loras.ts';
import { uploadInputs } from './upload-inputs.ts';

export interface Sent {
  readonly job: Job;
  /** Whether an upload from an earlier job was relied upon. */
  readonly usedOldUpload: boolean;
}

/**
 * Uploads what an intended job needs and submits it once. The job comes back submitted, or ended with its problem.
 * `signal` is heeded until the submit leaves; after that only a cancel at the provider helps.
 */
export async function sendJob(context: JobContext, job: Job, signal: AbortSignal): Promise<Sent> {
  const { link } = context.route(job);
  const refused = await refuseLargeLoras(context, job);
  if (refused) return ended(refused);
  const prepared = await prepare(context, job, signal);
  if ('state' in prepared) return ended(prepared);
  const { input, usedOldUpload } = prepared;
  const answer = await link.submit(job.endpoint, input, {
    closed: context.closed,
    onWaiting: () => context.progress(job.id, { state: 'running' }),
  });
  if (answer.ok) return { job: await writeSubmission(context, job, answer.value), usedOldUpload };
  if (answer.trouble.kind === 'ambiguous') {
    const lost = context.ledger.get(job.id)!;
    return { job: await findLostJob(context, lost, answer.trouble.text), usedOldUpload };
  }
  return { job: await refuseJob(context, job, answer.trouble), usedOldUpload };
}

const ended = (job: Job): Sent => ({ job, usedOldUpload: false });

interface Prepared {
  readonly input: Record<string, unknown>;
  readonly usedOldUpload: boolean;
}

/** Uploads the files and writes down what is about to leave; the ended job where it does not. */
async function prepare(context: JobContext, job: Job, signal: AbortSignal): Promise<Prepared | Job> {
  const { ledger } = context;
  const route = context.route(job);
  for (let asNew = false; ; asNew = true) {
    const uploaded = await uploadInputs(context, route, job, asNew, signal);
    if (!uploaded.ok) {
      const isStopped = uploaded.trouble.kind === 'cancelled' || signal.aborted;
      return isStopped ? cancelUnsent(context, job) : refuseUpload(context, job, uploaded.trouble);
    }
    await route.link.getReady?.(signal);
    if (signal.aborted) return cancelUnsent(context, job);
    const { input, mark, usedOldUpload } = uploaded;
    const facts = { sent: input, mark: mark ?? job.mark, clockAheadMs: route.link.clockAheadMs() };
    // An earlier job has sent the very same: with an upload of its own this one can be told from it.
    if (await ledger.send(job.id, facts)) return { input, usedOldUpload };
  }
}

const cancelUnsent = ({ ledger }: JobContext, job: Job) =>
  ledger.move(job.id, 'cancelled', { charge: 'free' });

async function refuseUpload({ ledger }: JobContext, job: Job, trouble: Trouble): Promise<Job> {
  const words = withCharge(wordsOfTrouble(trouble, job.provider), job, 'free');
  const problem = jobProblem(job, 'provider', {
    ...words,
    message: `The upload failed and nothing was submitted. ${words.message}`,
  });
  return ledger.move(job.id, 'failed', { charge: 'free', problem });
}

/** Notes the id in the same breath as the answer; a result that came with it is noted, too, and only to be fetched. */
async function writeSubmission(
  { ledger }: JobContext,
  job: Job,
  { requestId, data }: Submission,
): Promise<Job> {
  const endpoint = endpointById(job.endpoint);
  const delivery = data === undefined || !endpoint ? null : readDelivery(endpoint, data);
  if (!delivery) return ledger.move(job.id, 'submitted', { requestId });
  const { file, exrArchive, seed, prompt } = delivery;
  const result = { ...file, exrArchive, seed, prompt };
  await ledger.move(job.id, 'submitted', { requestId, charge: 'billed', result });
  return ledger.move(job.id, 'fetching');
}

/** A submit that was answered with a refusal costs nothing, unless a model was at work: no request was recorded. */
async function refuseJob({ ledger }: JobContext, job: Job, trouble: Trouble): Promise<Job> {
  const charge = trouble.reachedModel ? 'maybe' : 'free';
  const words = withCharge(wordsOfTrouble(trouble, job.provider), job, charge);
  return ledger.move(job.id, 'failed', { charge, problem: jobProblem(job, 'provider', words) });
}
