import { isOpen } from '../../fal/job-state.ts';
import type { QueueState } from '../providers/provider-link.ts';
import type { Trouble } from '../providers/trouble.ts';
import { expireJob, leaveOrExpire } from './give-up.ts';
import type { Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { againFor, wordsOfTrouble } from './job-problems.ts';
import type { PollVerdict } from './poll-scheduler.ts';

/** A request may be unknown for a moment after its submit; after this many answers in a row it is gone. */
const NOT_FOUND_LIMIT = 3;
/** Other refusals of a status call that are believed. */
const REFUSED_LIMIT = 3;

/** Asks about a submitted job until it is complete, has ended, or asking makes no sense for now. */
export async function followJob(context: JobContext, id: string): Promise<void> {
  const { ledger, scheduler, closed } = context;
  const { link, pace } = context.route(ledger.get(id)!);
  let notFound = 0;
  let refused = 0;
  let logLength = 0;
  let position: number | null = null;

  async function poll(): Promise<PollVerdict> {
    const job = ledger.get(id)!;
    if (!isOpen(job.state) || job.requestId === null) return 'finished';
    const answer = await link.status(job.endpoint, job.requestId, closed);
    if (closed.aborted) return 'finished';
    // A cancel may have ended the job while the answer was on its way.
    const current = ledger.get(id)!;
    if (!isOpen(current.state)) return 'finished';
    return answer.ok ? onState(current, answer.value) : onTrouble(current, answer.trouble);
  }

  async function onState(job: Job, { state, queuePosition, logs }: QueueState): Promise<PollVerdict> {
    notFound = refused = 0;
    if (state === 'completed') {
      await ledger.move(id, 'fetching', { problem: null });
      return 'finished';
    }
    const isNews = job.state !== state || logs.length !== logLength || queuePosition !== position;
    if (job.state !== state && job.state !== 'fetching') await ledger.move(id, state, { problem: null });
    if (isNews) {
      context.progress(id, {
        state,
        ...(queuePosition !== null && state === 'queued' && { queuePosition }),
        ...(logs.length > 0 && { log: logs.at(-1)! }),
        ...fractionOf(logs.at(-1)),
      });
    }
    logLength = logs.length;
    position = queuePosition;
    return isNews ? 'news' : 'same';
  }

  async function onTrouble(job: Job, trouble: Trouble): Promise<PollVerdict> {
    switch (trouble.kind) {
      case 'not-found':
        if (++notFound < NOT_FOUND_LIMIT) return 'trouble';
        await expireJob(context, job, {
          message: 'The provider no longer knows the job, so its result cannot be fetched.',
          fix: `Look for the result at ${job.provider.words.requestsPage}, or run it again${againFor(job)}.`,
        });
        return 'finished';
      case 'unauthorized':
      case 'forbidden':
      case 'locked':
        await stall(job, trouble);
        return 'finished';
      case 'no-answer':
      case 'server':
      case 'rate-limited':
      case 'garbled':
      case 'cancelled':
        context.progress(id, {
          state: job.state === 'running' ? 'running' : 'queued',
          log: `${wordsOfTrouble(trouble, job.provider).message} Asking again.`,
        });
        return 'trouble';
      case 'invalid':
      case 'refused':
      case 'ambiguous':
        if (++refused < REFUSED_LIMIT) return 'trouble';
        await stall(job, trouble);
        return 'finished';
    }
  }

  /** The job stays open: it goes on at the provider, and a resume takes it up once the cause is gone. */
  async function stall(job: Job, trouble: Trouble): Promise<void> {
    const words = wordsOfTrouble(trouble, job.provider);
    const fix = `${words.fix} Then resume the job; it goes on at the provider meanwhile.`;
    await leaveOrExpire(context, job, { ...words, fix });
  }

  const { requestId } = ledger.get(id)!;
  const stopListening = requestId === null ? undefined : link.onNews?.(requestId, () => scheduler.nudge(id));
  await scheduler.watch({ id, pace, poll }).finally(() => stopListening?.());
}

/** Models print "step 3/15"; nothing else tells how far they are. */
function fractionOf(line: string | undefined): { fraction?: number } {
  const found = /\bstep (\d+)\s*\/\s*(\d+)/i.exec(line ?? '');
  if (!found || Number(found[2]) === 0) return {};
  return { fraction: Math.min(1, Number(found[1]) / Number(found[2])) };
}
