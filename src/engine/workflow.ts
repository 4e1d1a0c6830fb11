import type { Table } from './table.ts';

export interface PortAddress {
  readonly node: string;
  readonly port: string;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Fields that a newer or foreign program wrote; they ride along untouched. */
type Unknown = { readonly [field: string]: unknown };

export interface WorkflowNode extends Unknown {
  readonly id: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly position: Position;
  /** Stored values of params that differ from the default, by param id. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly title?: string;
  readonly mode?: 'bypass' | 'mute';
  readonly collapsed?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A connection. Its id is derived from its ends and is not saved. */
export interface Edge extends Unknown {
  readonly id: string;
  readonly from: PortAddress;
  readonly to: PortAddress;
}

export interface Rect extends Position {
  readonly width: number;
  readonly height: number;
}

export interface Group extends Unknown {
  readonly id: string;
  readonly title: string;
  readonly rect: Rect;
  readonly color?: string;
}

export interface Note extends Unknown {
  readonly id: string;
  readonly text: string;
  readonly rect: Rect;
}

/** A param shown in the workflow's form. */
export interface ExposedParam extends Unknown {
  readonly node: string;
  readonly param: string;
  readonly label?: string;
}

/** The edges at one node, so that neither planning nor deleting has to search them. */
export interface NodeEdges {
  readonly id: string;
  readonly inputs: readonly Edge[];
  readonly outputs: readonly Edge[];
}

/** The saved document in memory: immutable, every edit makes a new one that shares all that did not change. */
export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly nodes: Table<WorkflowNode>;
  readonly edges: Table<Edge>;
  /** Derived from `edges`. */
  readonly edgesOf: Table<NodeEdges>;
  readonly groups: Table<Group>;
  readonly notes: Table<Note>;
  readonly exposed: readonly ExposedParam[];
  readonly view?: { readonly x: number; readonly y: number; readonly zoom: number };
  /** Unknown top-level fields. */
  readonly extra: Unknown;
}

/** The id of an edge between these ends: another one for other ends, whatever their ids hold. */
export function edgeId(from: PortAddress, to: PortAddress): string {
  return `${plain(from.node)}.${plain(from.port)}>${plain(to.node)}.${plain(to.port)}`;
}

/** An id with a mark before what separates ids. */
const plain = (id: string) => id.replace(/[.>\\]/g, '\\$&');

/** The edge that feeds this input, if any. */
export function edgeInto(workflow: Workflow, to: PortAddress): Edge | undefined {
  return workflow.edgesOf.get(to.node)?.inputs.find((edge) => edge.to.port === to.port);
}
