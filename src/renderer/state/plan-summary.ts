import type { CellAddress } from '../../engine/node-context.ts';
import { placesOf } from '../../engine/places.ts';
import type { Spending } from '../../engine/plan.ts';
import type { Problem } from '../../engine/problem.ts';
import type { PlanAnswer } from '../../host/api/plan-view.ts';

/** What the plan says about one node. */
export type NodePlan = PlanAnswer['nodes'][number];
/** What it says about one cell of a node. */
export type CellPlan = NodePlan['cells'][number];

export interface PlanSummary {
  /** The host's answer, by which the next one can be shorter. */
  readonly id: string;
  readonly isRunnable: boolean;
  readonly provider: string;
  readonly spending: Spending;
  /** What another take of all that is there would spend; null where nothing is there yet. */
  readonly newTake: Spending | null;
  readonly problems: readonly Problem[];
  readonly problemsOf: Readonly<Record<string, readonly Problem[]>>;
  readonly nodes: Readonly<Record<string, NodePlan>>;
}

/** The host's answer to a plan, with its nodes and problems by node id; `before` is what it may add to. */
export function planSummary(view: PlanAnswer, before: PlanSummary | null = null): PlanSummary {
  const nodes: Record<string, NodePlan> = view.since === null ? {} : { ...before?.nodes };
  for (const node of view.nodes) nodes[node.nodeId] = node;
  const problemsOf: Record<string, Problem[]> = {};
  for (const problem of view.problems) {
    if (problem.nodeId === undefined) continue;
    const known = problemsOf[problem.nodeId];
    if (known) known.push(problem);
    else problemsOf[problem.nodeId] = [problem];
  }
  const { id, isRunnable, provider, spending, newTake, problems } = view;
  return { id, isRunnable, provider, spending, newTake, problems, problemsOf, nodes };
}

/** The nodes that would run. */
export function nodesToRun(plan: PlanSummary | null): string[] {
  return Object.values(plan?.nodes ?? {})
    .filter(({ willRun }) => willRun)
    .map(({ nodeId }) => nodeId);
}

/**
 * The cells on which a run of these nodes will work. Where none of a node was to run it is a new take, of all that is not
 * pinned.
 */
export function cellsToRun(plan: PlanSummary | null, nodeIds: readonly string[]): CellAddress[] {
  return nodeIds.flatMap((nodeId) => {
    const node = plan?.nodes[nodeId];
    if (!node) return [{ nodeId, places: {} }];
    const isNewTake = node.cells.every(({ state }) => state !== 'runs');
    return node.cells.flatMap(({ state }, cell) =>
      state === 'runs' || (isNewTake && state !== 'pinned')
        ? [{ nodeId, places: placesOf(node.axes, cell) }]
        : [],
    );
  });
}
