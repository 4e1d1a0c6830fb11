import { isOpen } from '../../fal/job-state.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { isOverdue, type Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { againFor, howToClose, jobProblem, type Words, withCharge } from './job-problems.ts';

/** Why a complete take did not come home. */
export interface FetchTrouble {
  readonly text: string;
  /** Whether the provider says that there is no such file, rather than giving no answer. */
  readonly isMissing?: boolean;
}

/** Ends a job whose take the provider no longer has; what it may have charged stays in the book. */
export async function expireJob({ ledger }: JobContext, job: Job, words: Words): Promise<void> {
  if (!isOpen(ledger.get(job.id)!.state)) return;
  const charge = job.charge === 'open' ? 'maybe' : job.charge;
  const problem = jobProblem(job, 'provider', withCharge(words, job, charge));
  await ledger.move(job.id, 'expired', { charge, problem });
}

/** Ends a job that has been open for longer than anything is kept for it. `message` says what kept it open. */
export async function expireOverdue(context: JobContext, job: Job, message: string): Promise<void> {
  const { requestsPage } = job.provider.words;
  const fix = `It has been open for more than 7 days, which is as long as anything is kept for it. Look at ${requestsPage}, or run it again${againFor(job)}.`;
  await expireJob(context, job, { message, fix });
}

/**
 * What becomes of a job that cannot be brought on for now: it stays open and says so, unless it is overdue. `words` say
 * what happened.
 */
export async function leaveOrExpire(context: JobContext, job: Job, words: Words): Promise<'later' | 'ended'> {
  const { ledger, clock } = context;
  if (isOverdue(job, clock.now())) {
    await expireOverdue(context, job, words.message);
    return 'ended';
  }
  await ledger.patch(job.id, { problem: jobProblem(job, 'provider', words) });
  return 'later';
}

/** What of a take that had come home is no longer there; null where nothing is, or nothing had come home yet. */
function lostHere({ asset, frames }: Job, assets: Pick<AssetStore, 'has'>): string | null {
  if (asset !== null && !assets.has(asset)) return 'The file of this take is';
  return frames?.some((frame) => !assets.has(frame.asset)) ? 'Some of the EXR frames of this take are' : null;
}

/** What becomes of a complete job whose take could not be fetched in several tries. */
export async function giveUpFetching(
  context: JobContext,
  job: Job,
  trouble: FetchTrouble,
): Promise<'later' | 'ended'> {
  const { label, requestsPage } = job.provider.words;
  const { text, isMissing = false } = trouble;
  const lost = lostHere(job, context.assets);
  if (lost && isMissing) {
    await expireJob(context, job, {
      message: `${lost} gone from this computer, and ${label} no longer has ${lost.endsWith('are') ? 'them' : 'it'} either: ${text}.`,
      fix: `Look at ${requestsPage}. Running it again buys a new take${againFor(job)}.`,
    });
    return 'ended';
  }
  const words: Words = {
    message: `The take is complete at the provider but could not be fetched: ${text}.`,
    fix: `Resume the job later; nothing is submitted or paid again. To give it up, ${howToClose(job)}.`,
  };
  if (!lost) return leaveOrExpire(context, job, words);
  await context.ledger.patch(job.id, { problem: jobProblem(job, 'provider', words) });
  return 'later';
}
