import type { Failure, Problem, ProblemCode } from '../../engine/problem.ts';
import { type Charge, chargeSentence, type JobMoney } from '../../fal/charge.ts';
import { formatUsd } from '../../fal/price.ts';
import type { Provider } from '../providers/provider.ts';
import type { Trouble } from '../providers/trouble.ts';
import type { Job } from './job.ts';

export type Words = Pick<Problem, 'message' | 'fix'> & { readonly param?: string };

/** What a trouble means for a person: what happened and the way out. */
export function wordsOfTrouble(trouble: Trouble, provider: Provider): Words {
  const { who, keyPage, billingPage, requestsPage } = provider.words;
  const { text } = trouble;
  switch (trouble.kind) {
    case 'unauthorized':
      return {
        message: `${who} did not accept the key: ${sentence(text)}`,
        fix: `Set a valid key (copy the whole of it from ${keyPage}).`,
      };
    case 'locked':
      return {
        message: /credit/i.test(text)
          ? `${who} has no credit left for this: ${sentence(text)}`
          : `${who} has locked the account: ${sentence(text)}`,
        fix: `Top up at ${billingPage}; the key itself is fine.`,
      };
    case 'forbidden':
      return {
        message: `${who} refuses this key for the model: ${sentence(text)}`,
        fix: `Give the key API scope at ${keyPage}.`,
      };
    case 'not-found':
      return {
        message: `${who} does not know this endpoint or request: ${sentence(text)}`,
        fix: 'Check the endpoint id, or update Blockout.',
      };
    case 'invalid':
      return invalidWords(trouble, provider);
    case 'rate-limited':
      return {
        message: `${who} is asked too often: ${sentence(text)}`,
        fix: 'Wait a minute and run it again.',
      };
    case 'cancelled':
      return {
        message: `The job was cancelled: ${sentence(text)}`,
        fix: 'Run it again if you want the take.',
      };
    case 'refused':
      return {
        message: `${who} refused the request: ${sentence(text)}`,
        fix: /credit/i.test(text) ? `Top up at ${billingPage}, then run it again.` : 'Change the request.',
      };
    case 'server':
      return {
        message: `${who} failed (${trouble.errorType ?? trouble.status ?? 'server error'}): ${sentence(text)}`,
        fix: 'Run it again.',
      };
    case 'no-answer':
      return {
        message: `${who} does not answer: ${sentence(text)}`,
        fix: 'Check the network and run it again.',
      };
    case 'garbled':
      return {
        message: `${who} sent something unreadable: ${sentence(text)}`,
        fix: 'Run it again; update Blockout if it stays.',
      };
    case 'ambiguous':
      return {
        message: `The connection broke while the job was being sent: ${sentence(text)}`,
        fix: `Look at ${requestsPage} before it is sent again.`,
      };
  }
}

function invalidWords(trouble: Trouble, { words, fetchesInputs }: Provider): Words {
  const first = trouble.fields[0];
  const fixes: Readonly<Record<string, string>> = {
    content_policy_violation: 'Change the prompt or the picture.',
    file_download_error: fetchesInputs
      ? 'Check that the address of the file can be opened by everyone.'
      : 'Run it again: the file is then uploaded anew.',
    video_duration_too_long: 'Use a shorter clip.',
    video_duration_too_short: 'Use a longer clip.',
  };
  const fix = (first && fixes[first.type]) ?? `Change ${first?.field ? `“${first.field}”` : 'the request'}.`;
  const field = first?.field && first.field !== 'body' ? first.field : undefined;
  return {
    message: `${words.who} rejected the request${field ? ` at “${field}”` : ''}: ${sentence(trouble.text)}`,
    fix,
    ...(field !== undefined && { param: field }),
  };
}

/** Adds who pays for a job that brought no take to the words about it. */
export function withCharge(words: Words, job: JobMoney, charge: Charge): Words {
  const sentences = [words.fix, chargeSentence({ ...job, charge })];
  return { ...words, fix: sentences.filter((text) => text !== '').join(' ') };
}

type LostJob = Pick<Job, 'id' | 'provider' | 'estimateUsd' | 'alikeRequestId'>;

/**
 * What to do about a job that may be under way although nobody knows its id: a person decides, never a second press.
 * `text` says what broke, where that is known.
 */
export function wordsOfLostJob(job: LostJob, text: string | null): Words {
  const { who, requestsPage } = job.provider.words;
  const broke =
    text === null
      ? 'The answer to the submit was lost'
      : `The connection broke while the job was being sent (${text})`;
  const them = who.replace('The', 'the');
  const anew = `${howToClose(job)} and run it again${againFor(job)}.`;
  if (job.alikeRequestId === null) {
    return {
      message: `${broke}, and ${them} has not listed it since; it may be under way all the same.`,
      fix: `Look at ${requestsPage}. If it is not there, ${anew}`,
    };
  }
  return {
    message: `${broke}. ${who} lists a request that reads the same (${job.alikeRequestId}), but nothing in it tells whether this Blockout sent it or another one with the same key.`,
    fix: `Look at ${requestsPage}. If it is this job’s, take it (“It is this one” in the history, or “blockout resume ${job.id} --request ${job.alikeRequestId}”). If not, ${anew}`,
  };
}

/** How a person ends a job from which nothing is expected, in the middle of a sentence. */
export function howToClose({ id }: Pick<Job, 'id'>): string {
  return `close it (in the history, or with “blockout jobs --close ${id}”)`;
}

/** What a second purchase costs, to end a sentence with. */
export function againFor({ provider, estimateUsd }: Pick<Job, 'provider' | 'estimateUsd'>): string {
  return provider.isSimulated ? '' : `, for ${formatUsd(estimateUsd, 'before')} more`;
}

/** A problem for the ledger. */
export function jobProblem(job: Pick<Job, 'nodeId'>, code: ProblemCode, words: Words): Problem {
  return { severity: 'error', code, nodeId: job.nodeId, ...words };
}

/** What a node is told about a job that did not bring a take. */
export function failureOfJob(job: Job): Failure {
  const where = job.problem?.param === undefined ? {} : { param: job.problem.param };
  if (job.problem) {
    const { code, message, fix } = job.problem;
    return { failed: true, code, message, fix, ...where };
  }
  if (job.state === 'cancelled') return cancelledFailure(job);
  if (job.state === 'closed') {
    return { failed: true, code: 'cancelled', message: 'The job was closed by hand.', fix: 'Run it again.' };
  }
  return {
    failed: true,
    code: 'provider',
    message: `The job is still ${job.state}.`,
    fix: 'Resume it from the job list.',
  };
}

/** Why a request is not sent while an earlier one like it may be under way. */
export function doubtFailure(job: Job): Failure {
  const { message, fix } = wordsOfLostJob(job, null);
  return { failed: true, code: 'provider', message: `${message} Nothing was sent again.`, fix };
}

export function cancelledFailure(job: Job): Failure {
  const mayCost = !job.provider.isSimulated && job.charge !== 'free';
  return {
    failed: true,
    code: 'cancelled',
    message: 'Cancelled.',
    fix: mayCost
      ? `The job was under way and may still be charged (${formatUsd(job.estimateUsd, 'before')}); a take that comes is kept.`
      : '',
  };
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
