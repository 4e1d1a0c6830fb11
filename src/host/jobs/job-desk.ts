import type { JobProgress, Take } from '../../engine/node-context.ts';
import { type Failure, failure, isFailure } from '../../engine/problem.ts';
import { isOpen } from '../../fal/job-state.ts';
import type { Instance } from '../instance-lock.ts';
import { failureOfError } from '../problem-of-error.ts';
import { findLostJob } from './find-lost-job.ts';
import { expireOverdue } from './give-up.ts';
import { isOverdue, type Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { createJobKeeper } from './job-keeper.ts';
import { cancelledFailure, doubtFailure, failureOfJob } from './job-problems.ts';
import { JobTracker, type Tracked } from './job-tracker.ts';
import type { JobDraft } from './ledger.ts';
import { assetsOf } from './request-assets.ts';
import type { Caps } from './spending-caps.ts';
import { takeOfJob, wholeTakeOf } from './take-of-job.ts';

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
  /**
   * Takes up one job, also one that was lost, closed or had expired, or whose file is gone. Resolves when it ended or got
   * stuck again. `requestId` is the request that a person knows to be this lost job's.
   */
  resume(id: string, requestId?: string): Promise<Job | undefined>;
  /** Cancels at the provider, or before anything was sent. */
  cancel(id: string): Promise<Job | undefined>;
  /**
   * Ends a job from which a person expects nothing more: it is cancelled where that is still possible, and else left. The
   * same request may then be bought again.
   */
  close(id: string): Promise<Job | undefined>;
  /** Resolves when nothing is being worked on. */
  idle(): Promise<void>;
}

/** How often a job of another host on the same home is looked at. */
const FOREIGN_PAUSE_MS = 500;

export function createJobDesk(context: Omit<JobContext, 'progress'>, instance: Instance): JobDesk {
  const tracker = new JobTracker();
  const full: JobContext = { ...context, progress: (id, progress) => tracker.progress(id, progress) };
  const { ledger, assets, uploads, clock, closed } = full;
  const keeper = createJobKeeper(full, tracker, instance);

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
      if (tracked.waiterCount === 0 && !closed.aborted) await keeper.cancel(job.id);
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
        const tracked = await keeper.takeUp(job);
        return tracked ? waitFor(job, tracked, options) : outcomeOf(id);
      }
      const state = job.state === 'running' || job.state === 'fetching' ? job.state : 'queued';
      if (state !== told) options.progress({ state });
      told = state;
      await clock.sleep(FOREIGN_PAUSE_MS, options.signal);
    }
  }

  /** A job that was lost earlier may have turned up since: it is looked for before the same thing is paid again. */
  async function findUnknown(requestKey: string): Promise<void> {
    for (const job of ledger.withRequestKey(requestKey, 'unknown')) {
      if (!full.isReady(job.provider) || !instance.adopt(job.owner)) continue;
      const found = await findLostJob(full, job, null);
      if (found.state === 'submitted') keeper.startFollowing(job.id);
    }
  }

  interface Submitted {
    readonly outcome: Take | Failure;
    readonly job: Job | null;
    readonly usedOldUpload: boolean;
  }

  const settled = (outcome: Take | Failure, job: Job | null = null): Submitted => ({
    outcome,
    job,
    usedOldUpload: false,
  });

  async function submitOnce(draft: JobDraft, options: SubmitOptions): Promise<Submitted> {
    const reservation = await ledger.reserve(draft, options.caps);
    if (reservation.kind === 'refused') {
      const { message, fix } = reservation.refusal;
      return settled(failure('over-cap', message, fix));
    }
    const { job } = reservation;
    if (reservation.kind === 'doubtful') return settled(doubtFailure(job));
    if (job.state === 'done') {
      const take = await wholeTakeOf(job, assets);
      return take ? settled(take, job) : submitAfterFetch(job, draft, options);
    }
    if (reservation.kind === 'existing' && !instance.holds(job.owner)) {
      return settled(await waitForForeign(job.id, options), job);
    }
    const tracked = reservation.kind === 'reserved' ? keeper.startSending(job) : await keeper.takeUp(job);
    // What was found had never been sent: it is closed now, and the way is free.
    if (!tracked) return submitOnce(draft, options);
    const outcome = await waitFor(job, tracked, options);
    return { outcome, job, usedOldUpload: tracked.usedOldUpload };
  }

  /** Fetches a take once more whose file is gone. What costs nothing is made again where that does not help. */
  async function submitAfterFetch(job: Job, draft: JobDraft, options: SubmitOptions): Promise<Submitted> {
    const outcome = await waitFor(job, await keeper.startFetchingAgain(job), options);
    const isGone = ledger.get(job.id)!.state === 'expired';
    return isGone && job.provider.isSimulated ? submitOnce(draft, options) : settled(outcome, job);
  }

  async function submit(draft: JobDraft, options: SubmitOptions): Promise<Take | Failure> {
    await findUnknown(draft.requestKey);
    const first = await submitOnce(draft, options);
    if (!isFailure(first.outcome) || !first.job || !first.usedOldUpload) return first.outcome;
    // Never bought again by itself: only what cost nothing may be.
    if (ledger.get(first.job.id)!.charge !== 'free') return first.outcome;
    const { storage } = full.route(first.job);
    const files = assetsOf(Object.values(draft.input));
    const areGone = files.some(({ asset }) => uploads.find(storage, asset) === null);
    if (!areGone) return first.outcome;
    // An upload from an earlier job had vanished: once more with fresh ones.
    return (await submitOnce(draft, options)).outcome;
  }

  async function takeUpLeft(job: Job): Promise<void> {
    const { provider, sentAtMs, requestId } = job;
    if (full.isReady(provider) || sentAtMs === null) await keeper.takeUp(job);
    else if (requestId !== null && isOverdue(job, clock.now())) {
      await expireOverdue(full, job, `No key for ${provider.words.label} is set to ask about the job.`);
    }
  }

  return {
    submit: (draft, options) =>
      submit(draft, options).catch((error: unknown) => failureOfError(error, 'Submitting the job')),
    async takeUpAll() {
      const left = ledger.open().filter(({ owner }) => instance.adopt(owner));
      // One that can't be taken up now stays open for the next start.
      await Promise.allSettled(left.map(takeUpLeft));
    },
    async resume(id, requestId) {
      const job = ledger.get(id);
      if (!job || !full.isReady(job.provider) || !instance.adopt(job.owner)) return job;
      await (await keeper.takeUpEnded(job, requestId))?.finished;
      return ledger.get(id);
    },
    cancel: keeper.cancel,
    close: keeper.close,
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
