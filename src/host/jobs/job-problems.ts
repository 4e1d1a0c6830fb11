import type { Failure, Problem, ProblemCode } from '../../engine/problem.ts';
import { formatUsd } from '../../fal/price.ts';
import { isSimulated, PROVIDERS, type ProviderId, speaksOxen } from '../../fal/provider.ts';
import type { Trouble } from '../providers/trouble.ts';
import type { Job } from './job.ts';

type Words = Pick<Problem, 'message' | 'fix'> & { readonly param?: string };

/** What a trouble means for a person: what happened and the way out. */
export function wordsOfTrouble(trouble: Trouble, provider: Job['provider']): Words {
  const { who, keyPage, billingPage, requestsPage } = PROVIDERS[provider];
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
      return invalidWords(trouble, who, provider);
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
        fix: trouble.reachedModel ? 'Run it again.' : 'Nothing is charged for this. Run it again.',
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
        message: `The connection broke while the job was being sent (${text}), and ${who.replace('The', 'the')} has not listed it since.`,
        fix: `Look at ${requestsPage}. If it is not there, run it again; it is looked for once more before anything is sent.`,
      };
  }
}

function invalidWords(trouble: Trouble, who: string, provider: ProviderId): Words {
  const first = trouble.fields[0];
  const fixes: Readonly<Record<string, string>> = {
    content_policy_violation: 'Change the prompt or the picture.',
    file_download_error: speaksOxen(provider)
      ? 'Check that the address of the file can be opened by everyone.'
      : 'Run it again: the file is then uploaded anew.',
    video_duration_too_long: 'Use a shorter clip.',
    video_duration_too_short: 'Use a longer clip.',
  };
  const fix = (first && fixes[first.type]) ?? `Change ${first?.field ? `“${first.field}”` : 'the request'}.`;
  const field = first?.field && first.field !== 'body' ? first.field : undefined;
  return {
    message: `${who} rejected the request${field ? ` at “${field}”` : ''}: ${sentence(trouble.text)}`,
    fix,
    ...(field !== undefined && { param: field }),
  };
}

/** Adds what a failed job costs to the words about it. */
export function withCharge(words: Words, job: Pick<Job, 'provider'>, charge: Job['charge']): Words {
  if (isSimulated(job.provider) || charge !== 'maybe') return words;
  return { ...words, fix: `${words.fix} The provider may charge for this attempt.` };
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
  return {
    failed: true,
    code: 'provider',
    message: `The job is still ${job.state}.`,
    fix: 'Resume it from the job list.',
  };
}

export function cancelledFailure(job: Job): Failure {
  const mayCost = !isSimulated(job.provider) && job.charge !== 'free';
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
