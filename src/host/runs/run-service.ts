import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { MediaTools } from '../../engine/node-context.ts';
import type { Problem } from '../../engine/problem.ts';
import type { RunEvent, RunStatus } from '../../engine/run-event.ts';
import { runPlan } from '../../engine/run-plan.ts';
import { formatSpending, formatUsd } from '../../fal/price.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import type { Clock } from '../clock.ts';
import { costOfJob } from '../jobs/job.ts';
import type { JobDesk } from '../jobs/job-desk.ts';
import { createJobRunner } from '../jobs/job-runner.ts';
import type { Ledger } from '../jobs/ledger.ts';
import type { Log } from '../log/log.ts';
import { problemOfError, storageFailure } from '../problem-of-error.ts';
import type { Provider } from '../providers/provider.ts';
import { createOutputFiles } from '../services/output-files.ts';
import type { OutputPlace } from '../services/output-place.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import type { EventFeed } from './event-feed.ts';
import type { HostPlan } from './make-plan.ts';
import { ceilingOf, createMoneyRules, type MoneyOptions } from './money-rules.ts';
import { type Ceiling, createAllowance } from './run-ceiling.ts';
import type { SeedBook } from './seed-book.ts';

export interface RunOptions extends MoneyOptions {
  /** Made when somebody pressed Run; drawn here without it. */
  readonly id?: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** Where files are written; without it the output folder of the settings, or `output` beside the workflow. */
  readonly outDir?: string;
}

export interface RunSummary {
  readonly id: string;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly provider: string;
  readonly startedAtMs: number;
  readonly status: RunStatus | 'running';
  readonly problems: readonly Problem[];
}

export interface RunResult {
  readonly runId: string;
  readonly status: RunStatus;
  readonly problems: readonly Problem[];
  /** What the jobs of this run cost: billed where known, else estimated; takes that were there already are free. */
  readonly costUsd: number;
  /** What it would have sent beyond its ceiling, which was not sent. */
  readonly beyond?: Ceiling;
}

export interface StartedRun {
  readonly id: string;
  /** Never rejects: a run always ends with its reason. */
  readonly finished: Promise<RunResult>;
}

/** Runs plans, several at once, and remembers how they went while the host lives. */
export interface RunService {
  start(plan: HostPlan, options: RunOptions): StartedRun;
  /** False where no such run is under way. */
  cancel(id: string): boolean;
  list(): RunSummary[];
  get(id: string): RunSummary | undefined;
  /** Cancels every run and waits for them. */
  close(): Promise<void>;
}

export interface RunServiceContext {
  readonly home: string;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly desk: JobDesk;
  readonly assets: AssetStore;
  readonly media: MediaTools;
  /** The process behind `media`, for output files. */
  readonly workbench: MediaProcess;
  readonly feed: EventFeed;
  readonly log: Log;
  readonly settings: Pick<SettingsStore, 'get' | 'trouble'>;
  readonly owner: number;
  readonly isReady: (provider: Provider) => boolean;
  readonly store: Pick<Store, 'readOnlyFor'>;
  readonly drawSeed: () => number;
  readonly seedBook: SeedBook;
  readonly unitUsdOf: (provider: Provider, endpoint: string) => Promise<number | null>;
}

interface KnownRun {
  summary: RunSummary;
  readonly abort: AbortController;
  readonly finished: Promise<RunResult>;
}

const KEPT_RUNS = 200;

export function createRunService(context: RunServiceContext): RunService {
  const { clock, feed, settings, log } = context;
  const runs = new Map<string, KnownRun>();
  const rules = createMoneyRules(context);

  async function execute(
    id: string,
    plan: HostPlan,
    options: RunOptions,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const { id: workflowId, name: workflowName } = plan.workflow;
    const refusals = plan.isRunnable
      ? [rules.refuseStart(id, plan, options)].filter((problem) => problem !== null)
      : plan.problems.filter(({ severity }) => severity === 'error');
    if (refusals.length > 0) return { runId: id, status: 'failed', problems: refusals, costUsd: 0 };
    await context.seedBook.keep(workflowId, plan.seeds);
    const allowance = createAllowance(ceilingOf(plan, options));
    const outcome = await runPlan(plan.plan, {
      signal,
      explain: storageFailure,
      onEvent(event) {
        feed.emit({ kind: 'run-event', runId: id, event });
        tellWatcher(options, event);
      },
      services: {
        media: context.media,
        jobs: createJobRunner({
          ...context,
          provider: plan.provider,
          terms: plan.terms,
          run: { id, workflowId, workflowName },
          again: plan.again,
          caps: () => rules.capsOf(options),
          allowance,
          wasAsked: (requestKey) => rules.wasAsked(requestKey, id),
        }),
        files: createOutputFiles({
          home: context.home,
          assets: context.assets,
          media: context.workbench,
          clock,
          ...outputPlace(plan, options),
          workflowName,
        }),
      },
    });
    const beyond = allowance.refused();
    const { status, problems } = outcome;
    return { runId: id, status, problems, costUsd: costOfRun(id), ...(beyond && { beyond }) };
  }

  function costOfRun(id: string): number {
    return context.ledger.ofRun(id).reduce((sum, job) => sum + costOfJob(job), 0);
  }

  /** Who watches a run must not be able to break it off. */
  function tellWatcher({ onEvent }: RunOptions, event: RunEvent): void {
    try {
      onEvent?.(event);
    } catch (error) {
      log.error('run', 'A watcher of a run failed', error);
    }
  }

  /** A run that broke off, with the reason; what it sent is in the ledger. */
  function brokenOff(id: string, error: unknown): RunResult {
    log.error('run', `Run ${id} broke off`, error);
    const problems = [problemOfError(error, 'The run')];
    try {
      return { runId: id, status: 'failed', problems, costUsd: costOfRun(id) };
    } catch {
      return { runId: id, status: 'failed', problems, costUsd: 0 };
    }
  }

  function tellEnd({ runId, status, problems, costUsd }: RunResult): void {
    log.info('run', `Run ${runId} ended: ${status}, ${formatUsd(costUsd, 'after')}`);
    for (const { severity, code, nodeId, message, fix } of problems) {
      const where = nodeId === undefined ? '' : ` at ${nodeId}`;
      log[severity]('run', `${code}${where}: ${message} ${fix}`);
    }
  }

  /** What lies beside a workflow came with it, links too: only what the user named is taken as it is. */
  function outputPlace(plan: HostPlan, { outDir }: RunOptions): OutputPlace {
    const chosen = outDir ?? settings.get().outputFolder;
    if (chosen !== null) return { folder: resolve(chosen), root: resolve(chosen) };
    const root = resolve(plan.folder ?? context.home);
    return { folder: join(root, 'output'), root };
  }

  function forgetOldest(): void {
    for (const [id, { summary }] of runs) {
      if (runs.size <= KEPT_RUNS) return;
      if (summary.status !== 'running') runs.delete(id);
    }
  }

  return {
    start(plan, options) {
      const { id = randomUUID() } = options;
      const abort = new AbortController();
      const signal = options.signal ? AbortSignal.any([options.signal, abort.signal]) : abort.signal;
      const { id: workflowId, name: workflowName } = plan.workflow;
      feed.emit({ kind: 'run-started', runId: id, workflowId, workflowName });
      log.info(
        'run',
        `Run ${id} started: ${plan.spending.jobCount} jobs at ${plan.provider.id}, ${formatSpending(plan.spending)}`,
      );
      const executed = execute(id, plan, options, signal).catch((error: unknown) => brokenOff(id, error));
      const finished = executed.then((result) => {
        tellEnd(result);
        const known = runs.get(id)!;
        known.summary = { ...known.summary, status: result.status, problems: result.problems };
        feed.emit({ kind: 'run-finished', ...result });
        forgetOldest();
        return result;
      });
      const summary: RunSummary = {
        id,
        workflowId,
        workflowName,
        provider: plan.provider.id,
        startedAtMs: clock.now(),
        status: 'running',
        problems: [],
      };
      runs.set(id, { summary, abort, finished });
      return { id, finished };
    },
    cancel(id) {
      const run = runs.get(id);
      if (run?.summary.status !== 'running') return false;
      run.abort.abort();
      return true;
    },
    list: () => [...runs.values()].map(({ summary }) => summary).reverse(),
    get: (id) => runs.get(id)?.summary,
    async close() {
      const going = [...runs.values()].filter(({ summary }) => summary.status === 'running');
      for (const { abort } of going) abort.abort();
      await Promise.allSettled(going.map(({ finished }) => finished));
    },
  };
}
