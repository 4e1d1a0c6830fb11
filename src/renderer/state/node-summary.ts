import type { Problem } from '../../engine/problem.ts';
import { type CellRun, cellKeys, cellRuns, IDLE, type NodeRun } from './node-run.ts';
import type { NodePlan } from './plan-summary.ts';

/** All cells of a node in one. */
export interface NodeSummary {
  readonly state: CellRun['state'];
  readonly cellCount: number;
  readonly doneCount: number;
  /** 0…1 over all cells; null for a single one that does not tell. */
  readonly fraction: number | null;
  /** When the first of those began that are at work. */
  readonly startedAtMs: number | null;
  /** What was billed for them, as far as it was told; null where nothing was. */
  readonly costUsd: number | null;
  /** Why cells failed, in their order. */
  readonly failures: readonly Problem[];
}

/** What a node is while cells of it stand differently: at work, else the worst; done where no cell is worse than idle. */
const BY_WEIGHT: readonly CellRun['state'][] = ['running', 'queued', 'failed', 'skipped', 'done', 'idle'];

/** The state of a node as a whole. */
export function stateOf(run: NodeRun, plan: NodePlan | undefined): CellRun['state'] {
  const cells = cellRuns(run, plan);
  if (cells.length === 1) return cells[0]!.state;
  return BY_WEIGHT.find((state) => cells.some((cell) => cell.state === state)) ?? 'idle';
}

/** What all cells of a node come to. */
export function summaryOf(run: NodeRun, plan: NodePlan | undefined): NodeSummary {
  const cells = cellRuns(run, plan);
  const done = cells.filter((cell) => cell.state === 'done');
  const starts = cells.map((cell) => ('startedAtMs' in cell ? cell.startedAtMs : null));
  const costs = done.map(({ costUsd }) => costUsd).filter((costUsd) => costUsd !== null);
  return {
    state: stateOf(run, plan),
    cellCount: cells.length,
    doneCount: done.length,
    fraction: cells.length === 1 ? fractionOf(cells[0]!) : meanOf(cells),
    startedAtMs: leastOf(starts.filter((startedAtMs) => startedAtMs !== null)),
    costUsd: costs.length === 0 ? null : costs.reduce((sum, costUsd) => sum + costUsd, 0),
    failures: cells.flatMap((cell) => (cell.state === 'failed' ? [cell.problem] : [])),
  };
}

/** Whether some cell has a result that the plan would replace by another. */
export function hasOldCells({ cells }: NodeRun, plan: NodePlan | undefined): boolean {
  if (!plan?.willRun) return false;
  const keys = cellKeys(plan);
  return plan.cells.some(({ state }, at) => state === 'runs' && (cells[keys[at]!] ?? IDLE).state === 'done');
}

const leastOf = (times: readonly number[]) => (times.length === 0 ? null : Math.min(...times));

const fractionOf = (cell: CellRun) => (cell.state === 'running' ? cell.fraction : null);

function meanOf(cells: readonly CellRun[]): number | null {
  if (cells.length === 0) return null;
  const isOver = ({ state }: CellRun) => state === 'done' || state === 'failed' || state === 'skipped';
  const sum = cells.reduce((total, cell) => total + (isOver(cell) ? 1 : (fractionOf(cell) ?? 0)), 0);
  return sum / cells.length;
}
