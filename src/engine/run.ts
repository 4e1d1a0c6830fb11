import type { PlainOutputs } from './define-node.ts';
import { keptOutputs } from './kept-outputs.ts';
import type { Plan } from './plan.ts';
import { findProblems } from './plan-findings.ts';
import { isLinked, type Link, linkValue, type Step, sourceCells } from './plan-step.ts';
import { type Failure, failure, failureOfBug, isFailure, type Problem, problemOfFailure } from './problem.ts';
import { CellContext } from './run-context.ts';
import { atCell } from './run-event.ts';
import type { RunOptions } from './run-options.ts';

/** States of a cell; 0 is "not part of this run". */
const WAITING = 1;
const RUNNING = 2;
const DONE = 3;
const STOPPED = 4;

/** Ready cells of one kind of work: first come, first served, at most `limit` at once. */
interface Lane {
  readonly limit: number;
  readonly ready: number[];
  head: number;
  active: number;
}

/** One execution of a plan. Cells are numbers: each has a state, a dependency counter and, once done, its outputs. */
export class Run {
  readonly problems: Problem[] = [];
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #state: Uint8Array;
  readonly #pending: Int32Array;
  readonly #stepOf: Int32Array;
  readonly #outputs: (PlainOutputs | undefined)[];
  readonly #local: Lane;
  readonly #jobs: Lane;
  #left = 0;
  #isPumping = false;
  #isCancelled = false;
  #isStoreBroken = false;
  #resolve: (() => void) | null = null;
  #reject: ((error: unknown) => void) | null = null;

  constructor(plan: Plan, options: RunOptions, limits: { readonly local: number; readonly jobs: number }) {
    this.#plan = plan;
    this.#options = options;
    this.#state = new Uint8Array(plan.cellCount);
    this.#pending = new Int32Array(plan.cellCount);
    this.#stepOf = new Int32Array(plan.cellCount);
    this.#outputs = new Array(plan.cellCount);
    this.#local = { limit: limits.local, ready: [], head: 0, active: 0 };
    this.#jobs = { limit: limits.jobs, ready: [], head: 0, active: 0 };
  }

  /**
   * Runs the cells of these steps that have no kept result, given in plan order, and resolves when nothing is under
   * way any more. Kept results of the cells in `renew` are ignored. A result that can't be kept is a warning; rejects where
   * the store can't be read or the watcher throws.
   */
  async execute(needed: readonly number[], renew: ReadonlySet<number>): Promise<void> {
    this.#prepare(needed, renew);
    const { signal } = this.#options;
    const onAbort = () => this.#cancel();
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) this.#cancel();
    await new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#pump();
    });
    signal?.removeEventListener('abort', onAbort);
  }

  /** Whether some cell of this step was to run and has no result. */
  isUnfinished(index: number): boolean {
    const step = this.#plan.steps[index]!;
    for (let cell = step.firstCell; cell < step.firstCell + step.cellCount; cell++) {
      if (this.#state[cell] !== DONE) return true;
    }
    return false;
  }

  #prepare(needed: readonly number[], renew: ReadonlySet<number>): void {
    const { steps } = this.#plan;
    for (const index of needed) {
      const step = steps[index]!;
      for (let cell = 0; cell < step.cellCount; cell++) {
        const unit = step.firstCell + cell;
        this.#stepOf[unit] = index;
        if (!renew.has(unit) && this.#takeKept(step, unit)) {
          this.#state[unit] = DONE;
          const outputs = this.#outputs[unit]!;
          this.#options.onEvent?.({ kind: 'node-finished', ...atCell(step, cell), outputs, cached: true });
          continue;
        }
        this.#state[unit] = WAITING;
        this.#left++;
        const pending = this.#countPending(step, cell);
        this.#pending[unit] = pending;
        if (pending === 0) this.#enqueue(unit, step);
      }
    }
  }

  #countPending(step: Step, cell: number): number {
    let pending = 0;
    for (const link of step.links) {
      const source = this.#plan.steps[link.source]!;
      if (link.map === null && !link.collects && !link.isList) {
        pending += this.#isPending(source, source.firstCell + cell);
        continue;
      }
      for (const sourceCell of sourceCells(link, cell)) {
        pending += this.#isPending(source, source.firstCell + sourceCell);
      }
    }
    return pending;
  }

  #isPending(source: Step, unit: number): 0 | 1 {
    const state = this.#state[unit];
    if (state === WAITING) return 1;
    if (state === 0 && this.#outputs[unit] === undefined) this.#takeKept(source, unit);
    return 0;
  }

  #takeKept(step: Step, unit: number): boolean {
    const { keys, options } = this.#plan;
    const kept = keptOutputs(options.results, keys, step, unit - step.firstCell);
    if (kept === undefined) return false;
    this.#outputs[unit] = kept;
    return true;
  }

  #enqueue(unit: number, step: Step): void {
    (step.type.effect === 'spend' ? this.#jobs : this.#local).ready.push(unit);
  }

  /** Starts what is ready and allowed. Work that finishes at once feeds the same loop instead of the stack. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    for (;;) {
      const lane = this.#openLane();
      if (!lane) break;
      const unit = lane.ready[lane.head++]!;
      if (lane.head === lane.ready.length) {
        lane.ready.length = 0;
        lane.head = 0;
      }
      this.#start(unit, lane);
    }
    this.#isPumping = false;
    if (this.#left === 0) this.#resolve?.();
  }

  #openLane(): Lane | null {
    const { ready, head, active, limit } = this.#local;
    if (head < ready.length && active < limit) return this.#local;
    return this.#jobs.head < this.#jobs.ready.length && this.#jobs.active < this.#jobs.limit
      ? this.#jobs
      : null;
  }

  #start(unit: number, lane: Lane): void {
    const step = this.#plan.steps[this.#stepOf[unit]!]!;
    this.#state[unit] = RUNNING;
    lane.active++;
    let work: PlainOutputs | Failure | Promise<PlainOutputs | Failure>;
    try {
      work = this.#work(step, unit - step.firstCell);
    } catch (error) {
      work = this.#failureOfError(error);
    }
    if (work instanceof Promise) {
      work.then(
        (outputs) => this.#settle(unit, step, lane, outputs),
        (error: unknown) => this.#settle(unit, step, lane, this.#failureOfError(error)),
      );
    } else this.#settle(unit, step, lane, work);
  }

  #work(step: Step, cell: number): PlainOutputs | Failure | Promise<PlainOutputs | Failure> {
    const { type, params } = step;
    const inputs: Record<string, unknown> = {};
    for (const link of step.links) {
      const value = linkValue(link, cell, this.#outputsOf);
      if (value === undefined) return this.#missingValue(step, link);
      inputs[link.port] = value;
    }
    const args = { inputs, params, node: step.identity };
    const refusal = type.check ? this.#refusal(step, args) : null;
    if (refusal) return { ...refusal, failed: true };
    const { services, signal, onEvent } = this.#options;
    onEvent?.({ kind: 'node-started', ...atCell(step, cell) });
    if (this.#isCancelled) return CANCELLED;
    if (type.derive) return type.derive(args);
    return type.run!(args, new CellContext(services, signal, step, cell, onEvent));
  }

  /** A node gave fewer values than its declaration promises; going on without one could spend on the wrong thing. */
  #missingValue(step: Step, link: Link): Failure {
    const { identity, type } = this.#plan.steps[link.source]!;
    const source = identity.title;
    const output = type.outputs[link.sourcePort];
    if (output?.optional) {
      const label = output.label.toLowerCase();
      const fix = 'Connect what it did bring, or remove this node.';
      return failure('missing-input', `“${source}” brought no ${label}.`, fix, { port: link.port });
    }
    return failure(
      'bug',
      `“${step.type.inputs[link.port]!.label}” received no value from “${source}”.`,
      'Run it again; if it happens again, report it with the workflow.',
      { port: link.port },
    );
  }

  readonly #outputsOf = (source: number, cell: number): PlainOutputs | undefined =>
    this.#outputs[this.#plan.steps[source]!.firstCell + cell];

  /** Checks again with the real inputs: a forecast may have been missing or wrong. */
  #refusal(
    step: Step,
    args: {
      inputs: Readonly<Record<string, unknown>>;
      params: Step['params'];
      node: { id: string; title: string };
    },
  ): Problem | null {
    const found: Problem[] = [];
    const wired = (port: string) => isLinked(step.links, port);
    findProblems(step.type, { ...args, key: '', wired }, found);
    return found.find((problem) => problem.severity === 'error') ?? null;
  }

  #settle(unit: number, step: Step, lane: Lane, outputs: PlainOutputs | Failure): void {
    lane.active--;
    this.#left--;
    try {
      if (isFailure(outputs)) this.#fail(unit, step, outputs);
      else this.#finish(unit, step, outputs);
      this.#pump();
    } catch (error) {
      this.#reject?.(error);
      this.#cancel();
    }
  }

  #finish(unit: number, step: Step, outputs: PlainOutputs): void {
    const { keys, options } = this.#plan;
    this.#state[unit] = DONE;
    this.#outputs[unit] = outputs;
    try {
      options.results.set(keys, 4 * unit, step.type, outputs);
    } catch (error) {
      this.#tellNotKept(error);
    }
    const cell = unit - step.firstCell;
    this.#options.onEvent?.({ kind: 'node-finished', ...atCell(step, cell), outputs, cached: false });
    this.#eachDependent(step, cell, this.#release);
  }

  readonly #release = (unit: number, step: Step): void => {
    if (this.#state[unit] !== WAITING) return;
    if (--this.#pending[unit]! === 0 && !this.#isCancelled) this.#enqueue(unit, step);
  };

  #fail(unit: number, step: Step, found: Failure): void {
    this.#state[unit] = STOPPED;
    const cell = unit - step.firstCell;
    const at = atCell(step, cell);
    if (this.#isCancelled && found.code === 'cancelled') {
      this.#options.onEvent?.({ kind: 'node-skipped', ...at, because: 'cancelled' });
    } else {
      const { nodeId, places } = at;
      const problem = { ...problemOfFailure(found, nodeId), ...(step.axes.length > 0 && { places }) };
      this.problems.push(problem);
      this.#options.onEvent?.({ kind: 'node-failed', ...at, problem });
    }
    this.#skipDependents(step, cell);
  }

  /** Stops everything downstream of a cell that will not have a result. */
  #skipDependents(failed: Step, failedCell: number): void {
    const stack: { step: Step; cell: number }[] = [{ step: failed, cell: failedCell }];
    while (stack.length > 0) {
      const { step, cell } = stack.pop()!;
      this.#eachDependent(step, cell, (unit, dependent) => {
        if (this.#state[unit] !== WAITING) return;
        this.#state[unit] = STOPPED;
        if (!this.#isCancelled) this.#left--;
        const skipped = { step: dependent, cell: unit - dependent.firstCell };
        const because = failed.node.id;
        this.#options.onEvent?.({ kind: 'node-skipped', ...atCell(dependent, skipped.cell), because });
        stack.push(skipped);
      });
    }
  }

  #eachDependent(step: Step, cell: number, visit: (unit: number, step: Step) => void): void {
    const { from, targets, links } = this.#plan.dependents;
    for (let at = from[step.index]!; at < from[step.index + 1]!; at++) {
      const dependent = this.#plan.steps[targets[at]!]!;
      const link = dependent.links[links[at]!]!;
      if (link.map === null && !link.collects && !link.isList) {
        visit(dependent.firstCell + cell, dependent);
        continue;
      }
      for (let place = 0; place < dependent.cellCount; place++) {
        if (link.collects || sourceCells(link, place)[0] === cell)
          visit(dependent.firstCell + place, dependent);
      }
    }
  }

  /** Starts nothing more; what runs has heard the same signal and is waited for. */
  #cancel(): void {
    this.#isCancelled = true;
    for (const lane of [this.#local, this.#jobs]) {
      lane.ready.length = 0;
      lane.head = 0;
    }
    this.#left = this.#local.active + this.#jobs.active;
    if (this.#left === 0) this.#resolve?.();
  }

  /** What a node threw: the echo of our own cancelling, or a bug. */
  #failureOfError(error: unknown): Failure {
    const isAbort = error instanceof Error && error.name === 'AbortError';
    if (this.#isCancelled && (isAbort || error === this.#options.signal?.reason)) return CANCELLED;
    return this.#options.explain?.(error) ?? failureOfBug(error);
  }

  /** Results are there and go on to whoever reads them; only the next run may have to make them again. Told once. */
  #tellNotKept(error: unknown): void {
    if (this.#isStoreBroken) return;
    this.#isStoreBroken = true;
    const known = this.#options.explain?.(error);
    const reason = known?.message ?? (error instanceof Error ? error.message : String(error));
    this.problems.push({
      severity: 'warning',
      code: 'storage',
      message: `Results of this run are there but could not be kept for later ones: ${reason}`,
      fix: known?.fix ?? 'Run it again; if it happens again, report it with the workflow.',
    });
  }
}

const CANCELLED = failure('cancelled', 'Cancelled.', '');
