import type { Plan } from '../../engine/plan.ts';
import type { Step } from '../../engine/plan-step.ts';
import type { Problem, ProblemCode } from '../../engine/problem.ts';
import type { HostPlan } from '../runs/make-plan.ts';

/** A plan as a client shows it: problems, price, and for each node what is known beforehand. */
export function planView(hostPlan: HostPlan) {
  const { plan, aside, problems, spending, newTake, isRunnable, provider } = hostPlan;
  const needed = new Set(plan.needed);
  const others = aside?.steps.filter(({ node }) => !plan.indexOf.has(node.id)) ?? [];
  return {
    provider,
    isRunnable,
    problems: [...problems, ...asWarnings(aside)],
    spending,
    /** What another take of all that is there would spend; null where nothing is there yet. */
    newTake,
    nodes: [...plan.steps, ...others].map((step) => {
      const isPlanned = plan.indexOf.has(step.node.id);
      return {
        nodeId: step.node.id,
        willRun: isPlanned && needed.has(step.index),
        cellCount: step.cellCount,
        knownCount: step.knownCount,
        estimate: isPlanned ? step.estimate : null,
        /** Outputs of the first cell as far as they are known. */
        forecast: step.forecasts[0] ?? null,
        /** Pictures that a layer can be chosen from, where its file has several. */
        layers: layersOf(step),
      };
    }),
  };
}

function layersOf({ type, params }: Step): readonly string[] | null {
  for (const param of Object.values(type.params)) {
    if (param.kind !== 'layer') continue;
    return (params[param.of] as { readonly layers?: readonly string[] } | null | undefined)?.layers ?? null;
  }
  return null;
}

const OF_FILES: readonly ProblemCode[] = ['bad-media', 'closed-media'];

/** A file that can't be used is worth knowing although no run needs it; that something is still unwired is not. */
function asWarnings(aside: Plan | null): Problem[] {
  const found = aside?.problems.filter(({ code }) => OF_FILES.includes(code)) ?? [];
  return found.map((problem) => ({ ...problem, severity: 'warning' }));
}
