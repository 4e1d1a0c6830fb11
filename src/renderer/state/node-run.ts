import type { PlainOutputs } from '../../engine/define-node.ts';
import { placesKey, placesOf } from '../../engine/places.ts';
import type { Problem } from '../../engine/problem.ts';
import type { NodePlan } from './plan-summary.ts';

/** How one cell of a node stands in the run that is going on or went last. */
export type CellRun =
  | { readonly state: 'idle' }
  /** `position` in the provider's queue, null where it waits for other nodes. */
  | {
      readonly state: 'queued';
      readonly position: number | null;
      readonly log: readonly string[];
      readonly startedAtMs: number | null;
    }
  | {
      readonly state: 'running';
      readonly fraction: number | null;
      readonly startedAtMs: number;
      /** Last lines of the log, newest last. */
      readonly log: readonly string[];
      readonly what: 'running' | 'uploading' | 'fetching';
    }
  | {
      readonly state: 'done';
      readonly timeMs: number | null;
      readonly costUsd: number | null;
      readonly outputs: PlainOutputs;
      readonly cached: boolean;
    }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'skipped'; readonly because: string };

/** How a node stands: its cells by `placesKey`, those that are no longer on its lists too. */
export interface NodeRun {
  readonly cells: Readonly<Record<string, CellRun>>;
}

export const IDLE: CellRun = { state: 'idle' };
export const NOT_RUN: NodeRun = { cells: {} };

const keysOfPlan = new WeakMap<NodePlan, readonly string[]>();

/** The keys of the cells that a node has by its plan, in order. */
export function cellKeys(plan: NodePlan): readonly string[] {
  let keys = keysOfPlan.get(plan);
  if (!keys) {
    keys = plan.cells.map((_, cell) => placesKey(placesOf(plan.axes, cell)));
    keysOfPlan.set(plan, keys);
  }
  return keys;
}

/** The cells of a node in the order of its plan; without a plan those that have run. */
export function cellRuns({ cells }: NodeRun, plan: NodePlan | undefined): readonly CellRun[] {
  return plan ? cellKeys(plan).map((key) => cells[key] ?? IDLE) : Object.values(cells);
}
