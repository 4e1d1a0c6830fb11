import type { Axis } from './axis.ts';
import type { Estimate, NodeType, PlainOutputs } from './define-node.ts';
import type { Problem } from './problem.ts';
import type { RequestValue } from './value.ts';
import type { WorkflowNode } from './workflow.ts';

/** One connected input of a step. */
export interface Link {
  readonly port: string;
  /** Index of the step that makes the value, and the output it is read from. */
  readonly source: number;
  readonly sourcePort: string;
  readonly convert: ((value: unknown) => unknown) | null;
  readonly collects: boolean;
  /** Axes of the value at the source port: the source step's, plus the one the port emits along. */
  readonly axes: readonly Axis[];
  /** Elements per source cell: the length of the emitted list, 1 where the port has no axis. */
  readonly perCell: number;
  /** Whether the source port's output is a list to pick from. */
  readonly isList: boolean;
  /** For each cell of this step the place in the source port's grid; null for "the same place". */
  readonly map: Int32Array | null;
}

/** One node of a plan. Its results live under one key per cell, at `keys[4 * (firstCell + cell)]` of the plan. */
export interface Step {
  readonly index: number;
  readonly node: WorkflowNode;
  readonly type: NodeType;
  readonly params: Readonly<Record<string, unknown>>;
  /** What node functions are told about the node. */
  readonly identity: { readonly id: string; readonly title: string };
  readonly links: readonly Link[];
  readonly axes: readonly Axis[];
  readonly cellCount: number;
  readonly firstCell: number;
  /** Outputs as far as they are known beforehand, by cell; undefined where nothing is. */
  readonly forecasts: readonly (PlainOutputs | undefined)[];
  /** How many cells have a kept result, or a take that stands in for it. */
  readonly knownCount: number;
  /** Which ones these are, by cell; null where it is all or none of them. */
  readonly known: Uint8Array | null;
  /** Takes that stand in for cells; null where there are none. */
  readonly pinned: ReadonlyMap<number, PlainOutputs> | null;
  /** What the cells without a kept result will spend; null when the step spends nothing. */
  readonly estimate: Estimate | null;
  /** The same by cell, null where it spends nothing. */
  readonly estimates: readonly (Estimate | null)[] | null;
  readonly problems: readonly Problem[];
  /** Those of them that come from edges and lists alone, whatever the params. */
  readonly linkProblems: readonly Problem[];
  /** What was asked about the world beside facts and results; null where nothing was. */
  readonly asked: AskedOutside | null;
}

/** What a node's checks and prices asked, so that a later plan can tell whether they would still be told the same. */
export interface AskedOutside {
  readonly terms: boolean;
  readonly paid: readonly { readonly request: RequestValue; readonly isPaid: boolean }[];
}

/** Whether a cell has a kept result, or a take that stands in for it. */
export function isKnown({ known, knownCount }: Step, cell: number): boolean {
  return known === null ? knownCount > 0 : known[cell] === 1;
}

/** Whether one of these links feeds this input. */
export function isLinked(links: readonly Link[], port: string): boolean {
  for (const link of links) if (link.port === port) return true;
  return false;
}

/** Reads the value of one link for one cell from the outputs of the source's cells. Undefined when not known. */
export function linkValue(
  link: Link,
  cell: number,
  outputsOf: (source: number, sourceCell: number) => PlainOutputs | undefined,
): unknown {
  if (link.collects) return collectedValue(link, outputsOf);
  const place = link.map === null ? cell : link.map[cell]!;
  const outputs = outputsOf(link.source, link.isList ? Math.floor(place / link.perCell) : place);
  if (outputs === undefined) return undefined;
  const output = outputs[link.sourcePort];
  const value = link.isList ? (output as readonly unknown[] | undefined)?.[place % link.perCell] : output;
  return link.convert === null || value === undefined ? value : link.convert(value);
}

function collectedValue(
  link: Link,
  outputsOf: (source: number, sourceCell: number) => PlainOutputs | undefined,
): unknown {
  const cells: unknown[] = [];
  const count = link.axes.reduce((product, axis) => product * axis.length, 1);
  for (let place = 0; place < count; place++) {
    const outputs = outputsOf(link.source, link.isList ? Math.floor(place / link.perCell) : place);
    const output = outputs?.[link.sourcePort];
    const value = link.isList ? (output as readonly unknown[] | undefined)?.[place % link.perCell] : output;
    if (value === undefined) return undefined;
    cells.push(link.convert === null ? value : link.convert(value));
  }
  return { axes: link.axes, cells };
}

/** The source cells that one cell of the step waits for through a link. */
export function sourceCells(link: Link, cell: number): readonly number[] {
  if (link.collects) {
    const count = link.axes.reduce((product, axis) => product * axis.length, 1) / link.perCell;
    return Array.from({ length: count }, (_, place) => place);
  }
  const place = link.map === null ? cell : link.map[cell]!;
  return [link.isList ? Math.floor(place / link.perCell) : place];
}
