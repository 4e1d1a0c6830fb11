import { type NamedAxis, namedAxis } from '../../engine/places.ts';
import type { Plan } from '../../engine/plan.ts';
import { emittedAxis } from '../../engine/plan-links.ts';
import { isKnown, type Step } from '../../engine/plan-step.ts';
import type { Problem, ProblemCode } from '../../engine/problem.ts';
import type { HostPlan } from '../runs/make-plan.ts';

/** A plan as a client shows it: problems, price, and for each cell of each node what is known beforehand. */
export function planView(hostPlan: HostPlan) {
  const { plan, aside, problems, spending, newTake, isRunnable, provider } = hostPlan;
  const needed = new Set(plan.needed);
  const others = aside?.steps.filter(({ node }) => !plan.indexOf.has(node.id)) ?? [];
  return {
    provider: provider.id,
    isRunnable,
    problems: [...problems, ...asWarnings(aside)],
    spending,
    /** What another take of all that is there would spend; null where nothing is there yet. */
    newTake,
    nodes: [...plan.steps, ...others].map((step) => {
      const isPlanned = plan.indexOf.has(step.node.id);
      const willRun = isPlanned && needed.has(step.index);
      return {
        nodeId: step.node.id,
        willRun,
        /** What the cells that will run spend together. */
        estimate: isPlanned ? step.estimate : null,
        axes: step.axes.map(namedAxis),
        /** By port, the axis along which each of its values is a list of its own. */
        lists: listsOf(step),
        /** Row-major over the axes, the last one fastest. */
        cells: step.forecasts.map((forecast, cell) => ({
          state: cellState(step, cell, willRun),
          estimate: isPlanned ? (step.estimates?.[cell] ?? null) : null,
          /** Outputs as far as they are known. */
          forecast: forecast ?? null,
        })),
        /** Pictures that a layer can be chosen from, where its file has several. */
        layers: layersOf(step),
      };
    }),
  };
}

/** How a cell stands: a pinned take or a kept result is there, it will run, or nothing is known of it. */
export type CellState = 'pinned' | 'kept' | 'runs' | 'unknown';

function cellState(step: Step, cell: number, willRun: boolean): CellState {
  if (step.pinned?.has(cell)) return 'pinned';
  if (isKnown(step, cell)) return 'kept';
  return willRun ? 'runs' : 'unknown';
}

function listsOf(step: Step): Readonly<Record<string, NamedAxis>> {
  const lists: Record<string, NamedAxis> = {};
  for (const [port, { axis }] of Object.entries(step.type.outputs))
    if (axis !== undefined) lists[port] = namedAxis(emittedAxis(step, port, axis));
  return lists;
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
