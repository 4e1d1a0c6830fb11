import type { Problem } from '../../engine/problem.ts';
import type { planView } from '../../host/api/plan-view.ts';
import type { NodePlan, PlanSummary } from './run-store.ts';

/** The host's answer to a plan, with its nodes and problems by node id. */
export function planSummary(view: ReturnType<typeof planView>): PlanSummary {
  const nodes: Record<string, NodePlan> = {};
  for (const { nodeId, willRun, estimate, cells, layers } of view.nodes)
    nodes[nodeId] = { nodeId, willRun, estimate, forecast: cells[0]?.forecast ?? null, layers };
  const problemsOf: Record<string, Problem[]> = {};
  for (const problem of view.problems) {
    if (problem.nodeId === undefined) continue;
    const known = problemsOf[problem.nodeId];
    if (known) known.push(problem);
    else problemsOf[problem.nodeId] = [problem];
  }
  const { isRunnable, provider, spending, newTake, problems } = view;
  return { isRunnable, provider, spending, newTake, problems, problemsOf, nodes };
}
