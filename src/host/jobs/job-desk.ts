import type { JobProgress, Take } from '../../engine/node-context.ts';
import { type Failure, failure, isFailure } from '../../engine/problem.ts';
import { isSimulated } from '../../fal/provider.ts';
import type { Instance } from '../instance-lock.ts';
import { failureOfError } from '../problem-of-error.ts';
import { fetchTake } from './fetch-take.ts';
import { findLostJob, INTERRUPTED_SUBMIT } from './find-lost-job.ts';
import { followJob } from './follow-job.ts';
import { isOpen, type Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { cancelledFailure, failureOfJob, jobProblem } from './job-problems.ts';
import { JobTracker, type Tracked } from './job-tracker.ts';
import type { JobDraft } from './ledger.ts';
import { assetsOf } from './request-assets.ts';
import { sendJob } from './send-job.ts';
import type { Caps } from './spending-caps.ts';
import { takeOfJob } from './take-of-job.ts';

export interface SubmitOptions {
  readonly caps: () => Caps;
  readonly signal: AbortSignal;
  readonly progress: (progress: JobProgress) => void;
}

/** Everything that happens to paid jobs on this host. */
export interface JobDesk {
  /** Brings the take of a request: from the same request if there is one, else by a new job. */
  submit(draft: JobDraft, options: SubmitOptions): Promise<Take | Failure>;
  /** Takes up every open job that no living host looks after. Resolves when each is being worked on. */
  takeUpAll(): Promise<void>;
  /** Takes up one job, also one that was lost or had expired. Resolves when it ended or got stuck again. */
  resume(id: string): Promise<Job | undefined>;
  /** Cancels at the provider, or before anything was sent. */
  cancel(id: string): Promise<Job | undefined>;
  /** Resolves when nothing is being worked on. */
  idle(): Promise<void>;
}

/** How often a job of another host on the same home is looked at. */
const FOREIGN_PAUSE_MS = 500;

export function createJobDesk(context: Omit<JobContext, 'progress'>, instance: Instance): JobDesk {
  const tracker = new JobTracker();
  const full: JobContext = { ...context, progress: (id, progress) => tracker.progress(id, progress) };
  const { ledger, assets, uploads, scheduler, clock, closed } = full;

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
      if (closed.aborted) return;
      tracked.trouble = failureOfError(error, 'Looking after the job');
      await noteTrouble(id, tracked.trouble).catch(() => {});
    }
  }

  async function noteTrouble(id: string, { code, message, fix }: Failure): Promise<void> {
    const words = { message, fix: `${fix} Then resume the job; it goes on at the provider meanwhile.` };
    await ledger.patch(id, { problem: jobProblem(ledger.get(id)!, code, words) });
  }

  async function send(job: Job, tracked: Tracked): Promise<void> {
    const sent = await sendJob(full, job, tracked.stopSending.signal);
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
        await followJob(full, id);
        if (ledger.get(id)!.state !== 'fetching') return;
      }
      const fetched = await fetchTake(full, id);
      if (fetched !== 'early') return;
    }
  }

  async function cancelAtProvider(job: Job): Promise<Job> {
    const answer = await full.route(job).link.cancel(job.endpoint, job.requestId!);
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
      return job.requestId !== null && !isSimulated(job.provider) ? cancelAtProvider(job) : job;
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

  /** Waits for a tracked job as one of its runs; leaving is cancelling it when nobody else waits. */
  async function waitFor(
    job: Job,
    tracked: Tracked,
    { signal, progress }: SubmitOptions,
  ): Promise<Take | Failure> {
    tracked.waiterCount++;
    tracked.listeners.add(progress);
    if (tracked.lastProgress) progress(tracked.lastProgress);
    const left = aborted(signal);
    const result = await Promise.race([tracked.finished, left.promise]);
    left.stop();
    tracked.listeners.delete(progress);
    tracked.waiterCount--;
    if (result === 'aborted') {
      // A host that closes leaves its jobs to go on; only a person cancels them.
      if (tracked.waiterCount === 0 && !closed.aborted) await cancel(job.id);
      return cancelledFailure(ledger.get(job.id)!);
    }
    return outcomeOf(job.id, tracked.trouble);
  }

  function outcomeOf(id: string, trouble: Failure | null = null): Take | Failure {
    const job = ledger.get(id)!;
    return takeOfJob(job, assets) ?? trouble ?? failureOfJob(job);
  }

  /** Waits for a job of another host; takes it over when that host is gone. */
  async function waitForForeign(id: string, options: SubmitOptions): Promise<Take | Failure> {
    let told: JobProgress['state'] | null = null;
    for (;;) {
      const job = ledger.get(id)!;
      if (!isOpen(job.state)) return outcomeOf(id);
      if (options.signal.aborted || closed.aborted) return cancelledFailure(job);
      if (instance.adopt(job.owner)) {
        const tracked = await takeUp(job);
        return tracked ? waitFor(job, tracked, options) : outcomeOf(id);
      }
      const state = job.state === 'running' || job.state === 'fetching' ? job.state : 'queued';
      if (state !== told) options.progress({ state });
      told = state;
      await clock.sleep(FOREIGN_PAUSE_MS, options.signal);
    }
  }

  /** Continues an open job of this host; undefined where it ended on the spot. */
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
    return job.requestId === null ? lookFor(job) : startFollowing(job.id);
  }

  function lookFor(job: Job): Tracked {
    return startWork(job.id, async () => {
      const found = await findLostJob(full, job, INTERRUPTED_SUBMIT);
      if (found.state === 'submitted') await follow(job.id);
    });
  }

  /** A job that was lost earlier may have turned up since: it is looked for before the same thing is paid again. */
  async function findUnknown(requestKey: string): Promise<void> {
    for (const job of ledger.withRequestKey(requestKey, 'unknown')) {
      if (!full.isReady(job.provider) || !instance.adopt(job.owner)) continue;
      const found = await findLostJob(full, job, INTERRUPTED_SUBMIT);
      if (found.state === 'submitted') startFollowing(job.id);
    }
  }

  interface Submitted {
    readonly outcome: Take | Failure;
    readonly job: Job | null;
    readonly usedOldUpload: boolean;
  }

  async function submitOnce(draft: JobDraft, options: SubmitOptions): Promise<Submitted> {
    const reservation = await ledger.reserve(draft, options.caps, (job) => takeOfJob(job, assets) !== null);
    if (reservation.kind === 'refused') {
      const { message, fix } = reservation.refusal;
      return { outcome: failure('over-cap', message, fix), job: null, usedOldUpload: false };
    }
    const { job } = reservation;
    if (job.state === 'done') return { outcome: outcomeOf(job.id), job, usedOldUpload: false };
    if (reservation.kind === 'existing' && !instance.holds(job.owner)) {
      return { outcome: await waitForForeign(job.id, options), job, usedOldUpload: false };
    }
    const tracked = reservation.kind === 'reserved' ? startSending(job) : await takeUp(job);
    // What was found had never been sent: it is closed now, and the way is free.
    if (!tracked) return submitOnce(draft, options);
    const outcome = await waitFor(job, tracked, options);
    return { outcome, job, usedOldUpload: tracked.usedOldUpload };
  }

  async function submit(draft: JobDraft, options: SubmitOptions): Promise<Take | Failure> {
    await findUnknown(draft.requestKey);
    const first = await submitOnce(draft, options);
    if (!isFailure(first.outcome) || !first.job || !first.usedOldUpload) return first.outcome;
    const { storage } = full.route(first.job);
    const files = assetsOf(Object.values(draft.input));
    const areGone = files.some(({ asset }) => uploads.find(storage, asset) === null);
    if (!areGone) return first.outcome;
    // An upload from an earlier job had vanished: once more with fresh ones.
    return (await submitOnce(draft, options)).outcome;
  }

  return {
    submit: (draft, options) =>
      submit(draft, options).catch((error: unknown) => failureOfError(error, 'Submitting the job')),
    async takeUpAll() {
      const left = ledger.open().filter((job) => full.isReady(job.provider) && instance.adopt(job.owner));
      // One that can't be taken up now stays open for the next start.
      await Promise.allSettled(left.map(takeUp));
    },
    async resume(id) {
      const job = ledger.get(id);
      if (!job || !full.isReady(job.provider) || !instance.adopt(job.owner)) return job;
      if (job.state === 'unknown') {
        await lookFor(job).finished;
        return ledger.get(id);
      }
      if (job.state === 'expired' && job.requestId !== null) {
        await ledger.move(id, 'fetching', { problem: null });
      } else if (!isOpen(job.state)) return job;
      await (await takeUp(ledger.get(id)!))?.finished;
      return ledger.get(id);
    },
    cancel,
    async idle() {
      await Promise.all(tracker.all().map((tracked) => tracked.finished));
    },
  };
}

/** Resolves with `aborted` when the signal does; `stop` takes the listener away. */
function aborted(signal: AbortSignal): { readonly promise: Promise<'aborted'>; stop(): void } {
  let stop = () => {};
  const promise = new Promise<'aborted'>((resolve) => {
    const onAbort = () => resolve('aborted');
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    stop = () => signal.removeEventListener('abort', onAbort);
  });
  return { promise, stop };
}
