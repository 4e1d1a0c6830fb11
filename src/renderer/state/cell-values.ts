import type { PlainOutputs } from '../../engine/define-node.ts';
import { cellAt, type NamedAxis, type Places, placesOf } from '../../engine/places.ts';
import { type CellRun, cellKeys, IDLE, NOT_RUN } from './node-run.ts';
import type { CellPlan, NodePlan } from './plan-summary.ts';
import type { TabRun } from './run-store.ts';

/** Where the shown cell of a node lies: at the chosen places, and at the first of each axis where none is chosen. */
export function shownPlaces({ plan, where }: TabRun, nodeId: string): Places {
  const axes = plan?.nodes[nodeId]?.axes ?? [];
  return placesOf(axes, cellAt(axes, where));
}

/** What the plan says of the shown cell of a node. */
export function cellPlan({ plan, where }: TabRun, nodeId: string): CellPlan | undefined {
  const node = plan?.nodes[nodeId];
  return node?.cells[cellAt(node.axes, where)];
}

/** How the shown cell of a node stands in the run. */
export function cellRun({ nodes, plan, where }: TabRun, nodeId: string): CellRun {
  const { cells } = nodes[nodeId] ?? NOT_RUN;
  const node = plan?.nodes[nodeId];
  const key = node ? cellKeys(node)[cellAt(node.axes, where)] : Object.keys(cells)[0];
  return (key !== undefined && cells[key]) || IDLE;
}

/** What the shown cell of a node gives: what the run made, else what the plan knows beforehand. */
export function outputsAt(run: TabRun, nodeId: string): PlainOutputs | null {
  const made = cellRun(run, nodeId);
  return made.state === 'done' ? made.outputs : (cellPlan(run, nodeId)?.forecast ?? null);
}

/** The axes along which the value at an output varies: those of its node, and that of the list which it is itself. */
export function axesOfPort({ plan }: TabRun, nodeId: string, port: string): readonly NamedAxis[] {
  const node = plan?.nodes[nodeId];
  const list = node?.lists[port];
  return list ? [...node.axes, list] : (node?.axes ?? []);
}

/** The value that an output has at the chosen places; undefined where it is not known. */
export function valueAt(run: TabRun, nodeId: string, port: string): unknown {
  const value = outputsAt(run, nodeId)?.[port];
  const list = run.plan?.nodes[nodeId]?.lists[port];
  return list ? (value as readonly unknown[] | undefined)?.[cellAt([list], run.where)] : value;
}

/** The axes of everything that a node gives. */
export function axesOfNode(plan: NodePlan | undefined): readonly NamedAxis[] {
  if (!plan) return [];
  const lists = new Map(Object.values(plan.lists).map((list) => [list.id, list]));
  return [...plan.axes, ...lists.values()];
}

/** How many values a node gives. */
export function timesOf(plan: NodePlan | undefined): number {
  return axesOfNode(plan).reduce((product, { length }) => product * length, 1);
}
