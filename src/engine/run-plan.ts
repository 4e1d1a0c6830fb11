import { countKept, keptOutputs } from './kept-outputs.ts';
import type { Plan } from './plan.ts';
import type { Step } from './plan-step.ts';
import type { Problem } from './problem.ts';
import { replanSteps } from './replan.ts';
import { Run } from './run.ts';
import { CellContext } from './run-context.ts';
import { atCell, type RunStatus } from './run-event.ts';
import type { RunOptions } from './run-options.ts';

export interface RunOutcome {
  readonly status: RunStatus;
  readonly problems: readonly Problem[];
  /** The plan as the run left it: only what failed or was not reached is still needed. */
  readonly plan: Plan;
}

const DEFAULT_LIMITS = { local: 2, jobs: 40 };

/**
 * Runs what a plan needs: independent branches side by side under the limits, each step once its inputs are there. A
 * failure stops only what depends on it. Cancelling starts nothing more and waits for what is under way. Results go to
 * the plan's result store under their keys. Throws when the plan has errors: ask `isRunnable` first.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunOutcome> {
  const error = plan.problems.find((problem) => problem.severity === 'error');
  if (error) throw new Error(`the plan has an error: ${error.message}`);
  const renew = plan.known.length === 0 ? NONE : await outdatedCells(plan, options);
  const needed = withMissing(plan, renew);
  tellKept(plan, needed, options);
  const run = new Run(plan, options, options.limits ?? DEFAULT_LIMITS);
  await run.execute(needed, renew);
  const isCancelled = options.signal?.aborted === true;
  const hasFailed = run.problems.some(({ severity }) => severity === 'error');
  const unfinished = isCancelled || hasFailed ? needed.filter((index) => run.isUnfinished(index)) : [];
  return {
    status: isCancelled && unfinished.length > 0 ? 'cancelled' : hasFailed ? 'failed' : 'done',
    problems: run.problems,
    plan: planAfter(plan, needed, unfinished),
  };
}

const NONE: ReadonlySet<number> = new Set();

/**
 * The plan once a run is over: what did not finish and what looks at its inputs is computed anew, now that these are
 * known. Results that have to prove themselves again are still listed as known.
 */
function planAfter(plan: Plan, needed: readonly number[], unfinished: readonly number[]): Plan {
  const typeOf = (index: number) => plan.steps[index]!.type;
  const mustProve = (index: number) => typeOf(index).stillValid !== undefined;
  const known = [...new Set([...plan.known.filter(mustProve), ...needed.filter(mustProve)])];
  const after = { ...plan, needed: unfinished, known };
  const isOpen = new Set(unfinished);
  const redone = needed.filter(
    (index) => isOpen.has(index) || typeOf(index).check !== undefined || typeOf(index).namesItself,
  );
  if (redone.length === 0) return after;
  return replanSteps({ ...after, needed: [] }, plan.workflow, redone) ?? after;
}

/** Known cells whose kept result no longer holds, e.g. because somebody removed the file it wrote. */
async function outdatedCells(plan: Plan, { services, signal }: RunOptions): Promise<ReadonlySet<number>> {
  const outdated = new Set<number>();
  for (const index of plan.known) {
    const step = plan.steps[index]!;
    const { type, params } = step;
    if (!type.stillValid) continue;
    for (let cell = 0; cell < step.cellCount; cell++) {
      const outputs = keptAt(plan, step, cell);
      const context = new CellContext(services, signal, step, cell, undefined);
      if (outputs && !(await type.stillValid(outputs, context, params))) outdated.add(step.firstCell + cell);
    }
  }
  return outdated;
}

const keptAt = ({ options, keys }: Plan, step: Step, cell: number) =>
  keptOutputs(options.results, keys, step, cell);

/** The steps to run: what the plan needs, what has to be renewed, and whatever these read that is no longer kept. */
function withMissing(plan: Plan, renew: ReadonlySet<number>): readonly number[] {
  const { steps, keys, options } = plan;
  const isNeeded = new Uint8Array(steps.length);
  for (const index of plan.needed) isNeeded[index] = 1;
  const added: number[] = [];
  const open = plan.needed.slice();
  const add = (index: number) => {
    isNeeded[index] = 1;
    added.push(index);
    open.push(index);
  };
  if (renew.size > 0) {
    const isRenewed = ({ firstCell, cellCount }: Step) => {
      for (let unit = firstCell; unit < firstCell + cellCount; unit++) if (renew.has(unit)) return true;
      return false;
    };
    for (const index of plan.known) if (isNeeded[index] === 0 && isRenewed(steps[index]!)) add(index);
  }
  const isKept = (step: Step) => countKept(options.results, keys, step) === step.cellCount;
  while (open.length > 0) {
    for (const { source } of steps[open.pop()!]!.links) {
      if (isNeeded[source] === 0 && !isKept(steps[source]!)) add(source);
    }
  }
  return added.length === 0 ? plan.needed : [...plan.needed, ...added].sort((a, b) => a - b);
}

/** Tells of results that are taken as they are, so that a watcher sees every node of the plan once. */
function tellKept(plan: Plan, running: readonly number[], { onEvent }: RunOptions): void {
  if (!onEvent || plan.known.length === 0) return;
  const isRunning = new Set(running);
  for (const index of plan.known) {
    if (isRunning.has(index)) continue;
    const step = plan.steps[index]!;
    for (let cell = 0; cell < step.cellCount; cell++) {
      const outputs = keptAt(plan, step, cell);
      if (outputs) onEvent({ kind: 'node-finished', ...atCell(step, cell), outputs, cached: true });
    }
  }
}
