import type { HostPlan } from '../runs/make-plan.ts';

/** A plan as a client shows it: problems, price, and for each node what is known beforehand. */
export function planView({ plan, problems, spending, isRunnable, provider, edits }: HostPlan) {
  const needed = new Set(plan.needed);
  return {
    provider,
    isRunnable,
    problems,
    spending,
    /** Seeds that were settled. */
    edits,
    nodes: plan.steps.map((step) => ({
      nodeId: step.node.id,
      willRun: needed.has(step.index),
      cellCount: step.cellCount,
      knownCount: step.knownCount,
      estimate: step.estimate,
      /** Outputs of the first cell as far as they are known. */
      forecast: step.forecasts[0] ?? null,
    })),
  };
}
