import type { Clock } from './clock.ts';
import type { FaultProfile, PlatformFault } from './faults/fault-profile.ts';
import { profileByName } from './faults/profiles/index.ts';
import type { Job, JobOutcome, LogEntry } from './job.ts';
import type { JobStore } from './job-store.ts';
import { cancelledOutcome, platformOutcome } from './model/outcome.ts';
import type { Timings } from './timings.ts';

/** fal tries a job up to this often when its runners fail. */
const MAX_ATTEMPTS = 10;
const RETRIED_STATUSES = new Set([503, 504]);

export interface SchedulerOptions {
  /** Owner of the jobs that this scheduler runs. */
  readonly owner: string;
  readonly store: JobStore;
  readonly clock: Clock;
  readonly timings: Timings;
  /** Jobs that may be IN_PROGRESS at once. */
  readonly concurrency: number;
  runModel(job: Job, tools: { signal: AbortSignal; log(message: string): void }): Promise<JobOutcome>;
}

export interface Scheduler {
  add(job: Job): Promise<void>;
  /** Moves jobs on as far as the clock allows. */
  tick(): void;
  /** Jobs of this account that leave the queue before this one, and strangers that a profile put ahead. */
  queuePosition(job: Job): number;
  freeSlots(): number;
  cancel(job: Job): Promise<'removed' | 'requested' | 'completed'>;
  completed(requestId: string): Promise<Job>;
  /** Calls `listener` whenever any job moved or logged; returns the way to stop that. */
  onChange(listener: () => void): () => void;
  /** Resolves when no job is running and none is ready to run. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Runs queued jobs within the concurrency limit and keeps every change on disk. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { owner, store, clock, timings, concurrency, runModel } = options;
  const listeners = new Set<() => void>();
  const running = new Map<string, AbortController>();
  const work = new Set<Promise<void>>();
  let wake = new AbortController();
  let closed = false;

  const queued = () => [...store.queued()].sort((a, b) => Number(a.lowPriority) - Number(b.lowPriority));
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };

  function log(job: Job, message: string, level: LogEntry['level'] = 'INFO'): void {
    job.logs.push({ message, level, source: 'USER', timestamp: new Date(clock.now()).toISOString() });
    changed();
  }

  async function complete(job: Job, outcome: JobOutcome): Promise<void> {
    job.outcome = outcome;
    job.completedAtMs = clock.now();
    job.phase = 'completed';
    await store.save(job);
    changed();
  }

  async function failAttempt(job: Job, fault: PlatformFault): Promise<void> {
    if (job.cancelRequested) return complete(job, cancelledOutcome());
    const again = job.retries && RETRIED_STATUSES.has(fault.httpStatus) && !fault.userTimeout;
    if (!again || job.attempts >= MAX_ATTEMPTS) return complete(job, platformOutcome(fault));
    log(job, `${fault.detail}; the request is queued again`, 'WARN');
    await requeue(job, timings.retryMs);
  }

  async function requeue(job: Job, delayMs: number): Promise<void> {
    job.gatewayRequestId = crypto.randomUUID();
    job.phase = 'queued';
    job.startedAtMs = null;
    job.readyAtMs = clock.now() + delayMs;
    await store.save(job);
    changed();
  }

  async function run(job: Job, controller: AbortController): Promise<void> {
    const profile: FaultProfile = profileByName(job.profile);
    job.phase = 'running';
    job.startedAtMs = clock.now();
    job.attempts += 1;
    await store.save(job);
    changed();
    const fault = profile.attempt?.(job.attempts);
    if (fault) return failAttempt(job, fault);
    const outcome = await runModel(job, {
      signal: controller.signal,
      log: (message) => log(job, message),
    }).catch(brokenOutcome);
    const leftMs = job.startedAtMs + timings.leastRunMs - clock.now();
    if (leftMs > 0) await clock.sleep?.(leftMs, controller.signal);
    if (closed) return;
    await complete(job, controller.signal.aborted ? cancelledOutcome() : outcome);
  }

  function start(job: Job): void {
    const controller = new AbortController();
    running.set(job.requestId, controller);
    job.phase = 'running';
    const task = run(job, controller)
      .catch((error) => endUnsaved(job, error))
      .finally(() => {
        running.delete(job.requestId);
        work.delete(task);
        tick();
        changed();
      });
    work.add(task);
  }

  function expireStart(job: Job): void {
    job.phase = 'completed';
    const task = complete(
      job,
      platformOutcome({
        httpStatus: 504,
        errorType: 'startup_timeout',
        detail: `Request timed out before a runner could start processing it (${job.startTimeoutS} s)`,
        userTimeout: true,
      }),
    )
      .catch((error) => endUnsaved(job, error))
      .finally(() => work.delete(task));
    work.add(task);
  }

  /** Where not even the job file can be written, the caller still learns why. */
  function endUnsaved(job: Job, error: unknown): void {
    job.outcome = brokenOutcome(error);
    job.completedAtMs = clock.now();
    job.phase = 'completed';
    changed();
  }

  function tick(): void {
    if (closed) return;
    const now = clock.now();
    for (const job of queued()) {
      if (now >= startDeadlineMs(job)) expireStart(job);
      else if (job.readyAtMs <= now && running.size < concurrency) start(job);
    }
    wakeAtNextChange(now);
  }

  function wakeAtNextChange(now: number): void {
    wake.abort();
    const due = queued()
      .flatMap((job) => [job.readyAtMs, startDeadlineMs(job)])
      .filter((time) => time > now && Number.isFinite(time));
    if (due.length === 0 || !clock.sleep) return;
    wake = new AbortController();
    const { signal } = wake;
    void clock.sleep(Math.min(...due) - now, signal).then(() => {
      if (signal.aborted) return;
      tick();
      changed();
    });
  }

  return {
    tick,
    async add(job) {
      await store.save(job);
      tick();
      changed();
    },
    queuePosition(job) {
      const now = clock.now();
      const order = queued();
      const ahead = order.findIndex((other) => other.requestId === job.requestId);
      const strangers = Math.ceil(Math.max(0, job.readyAtMs - timings.queueMs - now) / timings.queueStepMs);
      return Math.max(0, ahead) + (timings.queueStepMs > 0 ? strangers : 0);
    },
    freeSlots: () => concurrency - running.size,
    async cancel(job) {
      if (job.phase === 'completed') return 'completed';
      // A job of another process is out of reach; a cancel is a request that may go unheard anyway.
      if (job.owner !== owner) return 'requested';
      job.cancelRequested = true;
      if (job.phase === 'queued') {
        await complete(job, cancelledOutcome());
        tick();
        return 'removed';
      }
      await store.save(job);
      if (profileByName(job.profile).cancel !== 'ignored') running.get(job.requestId)?.abort();
      return 'requested';
    },
    completed(requestId) {
      return until(() => {
        const job = store.get(requestId);
        return job?.phase === 'completed' && job.outcome ? job : undefined;
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async idle() {
      while (work.size > 0) await Promise.allSettled(work);
    },
    async close() {
      closed = true;
      wake.abort();
      for (const controller of running.values()) controller.abort();
      await Promise.allSettled(work);
      await store.flush();
    },
  };

  function until<T>(read: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const value = read();
        if (value === undefined) return;
        listeners.delete(check);
        resolve(value);
      };
      listeners.add(check);
      check();
    });
  }
}

/** A bug in the simulated model ends its job, not the program. */
function brokenOutcome(error: unknown): JobOutcome {
  const what = error instanceof Error ? error.message : String(error);
  return platformOutcome({
    httpStatus: 500,
    errorType: 'internal_error',
    detail: `The simulator failed: ${what}`,
  });
}

function startDeadlineMs(job: Job): number {
  return job.startTimeoutS === null ? Number.POSITIVE_INFINITY : job.sentAtMs + job.startTimeoutS * 1000;
}
