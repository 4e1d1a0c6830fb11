import { type NamedAxis, namedAxis } from '../../engine/places.ts';
import type { Plan } from '../../engine/plan.ts';
import { emittedAxis } from '../../engine/plan-links.ts';
import { isKnown, type Step } from '../../engine/plan-step.ts';
import type { Problem, ProblemCode } from '../../engine/problem.ts';
import type { HostPlan } from '../runs/make-plan.ts';

/** A plan as a client shows it: problems, price, and for each cell of each node what is known beforehand. */
export function planView(hostPlan: HostPlan) {
  const { plan, problems, spending, newTake, isRunnable, provider } = hostPlan;
  const needed = new Set(plan.needed);
  return {
    provider: provider.id,
    isRunnable,
    problems: [...problems, ...asWarnings(plan)],
    spending,
    /** What another take of all that is there would spend; null where nothing is there yet. */
    newTake,
    nodes: plan.steps.map((step) => {
      const isPlanned = step.index < plan.wantedCount;
      return nodeView(step, isPlanned, isPlanned && needed.has(step.index));
    }),
  };
}

export type PlanView = ReturnType<typeof planView>;
type NodeView = ReturnType<typeof viewOfStep>;

/** Steps that a plan shares with the one before it look the same, and are not written anew. */
const views = new WeakMap<Step, { readonly isPlanned: boolean; readonly view: NodeView }>();
const written = new WeakMap<NodeView, Uint8Array>();

function nodeView(step: Step, isPlanned: boolean, willRun: boolean): NodeView {
  const known = views.get(step);
  if (known?.isPlanned === isPlanned && known.view.willRun === willRun) return known.view;
  const view = viewOfStep(step, isPlanned, willRun);
  views.set(step, { isPlanned, view });
  return view;
}

function viewOfStep(step: Step, isPlanned: boolean, willRun: boolean) {
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
}

/** An answer to a client, by which the next one can be shorter. */
export interface PlanAnswer extends PlanView {
  readonly id: string;
  /** The answer that this one adds to: nodes that are not told are as they were there. Null where all are told. */
  readonly since: string | null;
}

/** The answer to a client that has `since`; `told` is what it was told last, all of its nodes. */
export function planAnswer(
  id: string,
  view: PlanView,
  since: string | undefined,
  told: Pick<PlanAnswer, 'id' | 'nodes'> | undefined,
): PlanAnswer {
  const { nodes } = view;
  const isSameGraph =
    told?.id === since &&
    told?.nodes.length === nodes.length &&
    nodes.every(({ nodeId }, place) => told.nodes[place]!.nodeId === nodeId);
  return isSameGraph
    ? { ...view, id, since: told.id, nodes: nodes.filter((node, place) => told.nodes[place] !== node) }
    : { ...view, id, since: null };
}

/** A plan as a client gets it: JSON in UTF-8. */
export function bytesOfPlan({ nodes, ...rest }: PlanAnswer): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"nodes":[`)];
  for (const [place, node] of nodes.entries()) {
    if (place > 0) parts.push(COMMA);
    parts.push(bytesOf(node));
  }
  parts.push(END);
  return Buffer.concat(parts);
}

const COMMA = Buffer.from(',');
const END = Buffer.from(']}');

function bytesOf(view: NodeView): Uint8Array {
  const known = written.get(view);
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(view));
  written.set(view, bytes);
  return bytes;
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
function asWarnings({ steps, wantedCount }: Plan): Problem[] {
  const found = steps.slice(wantedCount).flatMap(({ problems }) => problems);
  return found
    .filter(({ code }) => OF_FILES.includes(code))
    .map((problem) => ({ ...problem, severity: 'warning' }));
}
