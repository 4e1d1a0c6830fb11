import type { Failure } from '../../engine/problem.ts';
import { isOpen, NEXT_STATES } from '../../fal/job-state.ts';
import type { Instance } from '../instance-lock.ts';
import { failureOfError } from '../problem-of-error.ts';
import { fetchTake } from './fetch-take.ts';
import { attachRequest, findLostJob, INTERRUPTED } from './find-lost-job.ts';
import { followJob } from './follow-job.ts';
import type { Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { jobProblem } from './job-problems.ts';
import type { JobTracker, Tracked } from './job-tracker.ts';
import { sendJob } from './send-job.ts';
import { wholeTakeOf } from './take-of-job.ts';

/** Works on the jobs of this host, each by itself. */
export interface JobKeeper {
  /** Sends an intended job and brings home its take. */
  startSending(job: Job): Tracked;
  /** Goes on with a job that has its request id. */
  startFollowing(id: string): Tracked;
  /** Brings a take home once more whose file is gone. */
  startFetchingAgain(job: Job): Promise<Tracked>;
  /** Continues an open job of this host; undefined where it ended on the spot. */
  takeUp(job: Job): Promise<Tracked | undefined>;
  /**
   * Takes up a job that is open, or that had ended without its take; undefined where there is nothing to do. `requestId`
   * is the request that a person knows to be this lost job's.
   */
  takeUpEnded(job: Job, requestId: string | undefined): Promise<Tracked | undefined>;
  /** Cancels at the provider, or before anything was sent. */
  cancel(id: string): Promise<Job | undefined>;
  /** Ends a job from which nothing more is expected: cancelled where that is still possible, else left. */
  close(id: string): Promise<Job | undefined>;
}

export function createJobKeeper(context: JobContext, tracker: JobTracker, instance: Instance): JobKeeper {
  const { ledger, assets, scheduler, closed } = context;

  const startWork = (id: string, work: (tracked: Tracked) => Promise<void>) =>
    tracker.track(id, (tracked) => guarded(id, tracked, () => work(tracked)));
  const startSending = (job: Job) => startWork(job.id, (tracked) => send(job, tracked));
  const startFollowing = (id: string) => startWork(id, () => follow(id));

  /**
   * What goes wrong with one job must not stop the others; it is written down where the user looks. Where not even that
   * can be written, whoever waits for the job is told.
   */
  async function guarded(id: string, tracked: Tracked, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // A person closed it in the middle of this: nothing more is expected.
      if (closed.aborted || ledger.get(id)?.state === 'closed') return;
      tracked.trouble = failureOfError(error, 'Looking after the job');
      await noteTrouble(id, tracked.trouble).catch(() => {});
    }
  }

  async function noteTrouble(id: string, { code, message, fix }: Failure): Promise<void> {
    const words = { message, fix: `${fix} Then resume the job; it goes on at the provider meanwhile.` };
    await ledger.patch(id, { problem: jobProblem(ledger.get(id)!, code, words) });
  }

  async function send(job: Job, tracked: Tracked): Promise<void> {
    const sent = await sendJob(context, job, tracked.stopSending.signal);
    tracked.usedOldUpload = sent.usedOldUpload;
    if (!isOpen(sent.job.state) || sent.job.requestId === null) return;
    if (tracked.isCancelWanted) await cancelAtProvider(sent.job);
    await follow(job.id);
  }

  async function follow(id: string): Promise<void> {
    for (;;) {
      const job = ledger.get(id)!;
      if (!isOpen(job.state) || closed.aborted) return;
      if (job.state !== 'fetching') {
        await followJob(context, id);
        if (ledger.get(id)!.state !== 'fetching') return;
      }
      const fetched = await fetchTake(context, id);
      if (fetched !== 'early') return;
    }
  }

  function lookFor(job: Job, text: string | null): Tracked {
    return startWork(job.id, async () => {
      const found = await findLostJob(context, job, text);
      if (found.state === 'submitted') await follow(job.id);
    });
  }

  async function startFetchingAgain(job: Job): Promise<Tracked> {
    await ledger.move(job.id, 'fetching', {
      owner: instance.adopt(job.owner) ? job.owner : instance.slot,
    });
    return startFollowing(job.id);
  }

  async function takeUp(job: Job): Promise<Tracked | undefined> {
    const present = tracker.get(job.id);
    if (present) return present;
    if (job.sentAtMs === null) {
      await ledger.move(job.id, 'cancelled', {
        charge: 'free',
        problem: jobProblem(job, 'cancelled', {
          message: 'Blockout stopped before the job was sent; nothing was submitted.',
          fix: 'Run it again.',
        }),
      });
      return undefined;
    }
    return job.requestId === null ? lookFor(job, INTERRUPTED) : startFollowing(job.id);
  }

  async function takeUpEnded(job: Job, requestId: string | undefined): Promise<Tracked | undefined> {
    switch (job.state) {
      case 'unknown':
      case 'closed':
        if (job.requestId !== null) await ledger.move(job.id, job.result ? 'fetching' : 'submitted');
        else if (requestId === undefined) return lookFor(job, null);
        else if (ledger.knowsRequest(requestId)) return undefined;
        else await attachRequest(context, job, requestId);
        break;
      case 'expired':
        await ledger.move(job.id, 'fetching', { problem: null });
        break;
      case 'done':
        return (await wholeTakeOf(job, assets)) ? undefined : startFetchingAgain(job);
      case 'failed':
      case 'cancelled':
        return undefined;
    }
    return takeUp(ledger.get(job.id)!);
  }

  async function cancelAtProvider(job: Job): Promise<Job> {
    const answer = await context.route(job).link.cancel(job.endpoint, job.requestId!);
    const current = ledger.get(job.id)!;
    const isRemoved = answer.ok && answer.value === 'removed';
    // A poll may have brought the end before the cancel was answered; that the job never ran is in this answer alone.
    if (isRemoved && current.state === 'cancelled')
      return ledger.patch(job.id, { charge: 'free', problem: null });
    if (!isRemoved || !isOpen(current.state)) {
      scheduler.nudge(job.id);
      return current;
    }
    const cancelled = await ledger.move(job.id, 'cancelled', { charge: 'free', problem: null });
    scheduler.drop(job.id);
    return cancelled;
  }

  async function cancel(id: string): Promise<Job | undefined> {
    const job = ledger.get(id);
    if (!job || !isOpen(job.state)) return job;
    if (!instance.adopt(job.owner)) {
      // Another host is at it and sees by itself what comes of this; nobody else knows its simulator.
      return job.requestId !== null && !job.provider.isSimulated ? cancelAtProvider(job) : job;
    }
    const tracked = tracker.get(id);
    if (tracked) tracked.isCancelWanted = true;
    if (job.sentAtMs === null) {
      if (!tracked) return ledger.move(id, 'cancelled', { charge: 'free' });
      tracked.stopSending.abort();
      await tracked.finished;
      return ledger.get(id);
    }
    return job.requestId === null ? job : cancelAtProvider(job);
  }

  async function close(id: string): Promise<Job | undefined> {
    let job = ledger.get(id);
    if (!job || !NEXT_STATES[job.state].includes('closed')) return job;
    const isOurs = instance.adopt(job.owner);
    // About to be sent, or waiting for the answer: that ends by itself.
    if (job.state === 'intended' && (job.sentAtMs === null || tracker.get(id) || !isOurs)) return cancel(id);
    const mayCancel = isOpen(job.state) && job.state !== 'fetching' && job.requestId !== null;
    if (mayCancel && context.isReady(job.provider) && (isOurs || !job.provider.isSimulated))
      job = await cancelAtProvider(job);
    if (!NEXT_STATES[job.state].includes('closed')) return job;
    scheduler.drop(id);
    const unsure = job.requestId === null ? 'unknown' : 'maybe';
    return ledger.move(id, 'closed', {
      charge: job.charge === 'open' ? unsure : job.charge,
      problem: null,
      alikeRequestId: null,
      notes: [...job.notes, 'Closed by hand: nothing more was expected of it.'],
    });
  }

  return { startSending, startFollowing, startFetchingAgain, takeUp, takeUpEnded, cancel, close };
}
