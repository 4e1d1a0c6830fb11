import type { Problem } from '../../engine/problem.ts';
import type { planView } from '../../host/api/plan-view.ts';
import type { NodePlan, PlanSummary } from './run-store.ts';

type PlanView = ReturnType<typeof planView>;

/**
 * The host's answer to a plan, with its nodes and problems by node id. `asItStands` is the plan without new seeds: it
 * tells which of the shown results still hold.
 */
export function planSummary(view: PlanView, asItStands: PlanView = view): PlanSummary {
  const standing = new Map(asItStands.nodes.map((node) => [node.nodeId, node]));
  const nodes: Record<string, NodePlan> = {};
  for (const { nodeId, willRun, cellCount, estimate, forecast, layers } of view.nodes) {
    const kept = standing.get(nodeId);
    const isKept = kept?.willRun === false;
    nodes[nodeId] = {
      ...{ nodeId, willRun, isKept, cellCount, estimate, layers },
      forecast: isKept ? (kept.forecast ?? forecast) : forecast,
    };
  }
  const problemsOf: Record<string, Problem[]> = {};
  for (const problem of view.problems) {
    if (problem.nodeId === undefined) continue;
    const known = problemsOf[problem.nodeId];
    if (known) known.push(problem);
    else problemsOf[problem.nodeId] = [problem];
  }
  const { isRunnable, provider, spending, problems } = view;
  return { isRunnable, provider, spending, problems, problemsOf, nodes };
}
