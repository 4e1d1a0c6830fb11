import * as z from 'zod/mini';
import type { Edit } from '../engine/edits.ts';
import {
  type Edge,
  edgeId,
  type Group,
  type Note,
  type Position,
  type Workflow,
  type WorkflowNode,
} from '../engine/workflow.ts';
import { freshNodeId } from './fresh-node-id.ts';

const FORMAT = 'blockout/selection';
const MAX_TEXT = 16e6;
const MAX_ITEMS = 20_000;
const px = z.number().check(z.minimum(-1e7), z.maximum(1e7));
const id = z.string().check(z.minLength(1), z.maxLength(200));
const titleText = z.string().check(z.maxLength(500));
const rect = z.looseObject({ x: px, y: px, width: px, height: px });
const address = z.looseObject({ node: id, port: id });
const edges = z.array(z.looseObject({ from: address, to: address })).check(z.maxLength(4 * MAX_ITEMS));
const listOf = <T extends z.core.$ZodType>(item: T) => z.array(item).check(z.maxLength(MAX_ITEMS));

const clipboardSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  nodes: listOf(
    z.looseObject({
      id,
      type: id,
      typeVersion: z.int().check(z.minimum(1)),
      position: z.looseObject({ x: px, y: px }),
      params: z.record(z.string().check(z.maxLength(200)), z.json()),
      title: z.optional(titleText),
      mode: z.optional(z.enum(['bypass', 'mute'])),
      collapsed: z.optional(z.boolean()),
      size: z.optional(z.looseObject({ width: px, height: px })),
    }),
  ),
  edges,
  feeds: z._default(edges, []),
  groups: z._default(listOf(z.looseObject({ id, title: titleText, rect })), []),
  notes: z._default(listOf(z.looseObject({ id, text: z.string().check(z.maxLength(100_000)), rect })), []),
});

/** An edge without its id, which follows from its ends. */
type LooseEdge = Readonly<Record<string, unknown>> & Pick<Edge, 'from' | 'to'>;

/** Part of a workflow, as it is taken out and put in again. */
export interface Clip {
  readonly format: typeof FORMAT;
  readonly version: 1;
  readonly nodes: readonly WorkflowNode[];
  /** Edges among the nodes. */
  readonly edges: readonly LooseEdge[];
  /** Edges that came in from other nodes, for a paste that keeps inputs. */
  readonly feeds: readonly LooseEdge[];
  readonly groups: readonly Group[];
  readonly notes: readonly Note[];
}

/** Ids of what is picked out of a workflow. */
export interface Picked {
  readonly nodes: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly notes: ReadonlySet<string>;
}

/** What is selected, as data that can be pasted here or elsewhere; null when nothing is. */
export function clipOf(workflow: Workflow, selection: Picked): Clip | null {
  const nodes = workflow.nodes.toArray().filter((node) => selection.nodes.has(node.id));
  const groups = workflow.groups.toArray().filter((group) => selection.groups.has(group.id));
  const notes = workflow.notes.toArray().filter((note) => selection.notes.has(note.id));
  if (nodes.length + groups.length + notes.length === 0) return null;
  const edges: LooseEdge[] = [];
  const feeds: LooseEdge[] = [];
  for (const node of nodes) {
    for (const { id: _, ...edge } of workflow.edgesOf.get(node.id)?.inputs ?? [])
      (selection.nodes.has(edge.from.node) ? edges : feeds).push(edge);
  }
  return { format: FORMAT, version: 1, nodes, edges, feeds, groups, notes };
}

export function clipText(clip: Clip): string {
  return JSON.stringify(clip, null, 2);
}

/** Reads a clip from the text of the system clipboard; null when it is something else. */
export function parseClip(text: string): Clip | null {
  if (text.length > MAX_TEXT || !text.includes(FORMAT)) return null;
  try {
    const parsed = clipboardSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Top left corner of what a clip holds. */
export function clipCorner(clip: Clip): Position {
  const corners = [
    ...clip.nodes.map(({ position }) => position),
    ...[...clip.groups, ...clip.notes].map((item) => item.rect),
  ];
  return { x: Math.min(...corners.map(({ x }) => x)), y: Math.min(...corners.map(({ y }) => y)) };
}

export interface Pasted {
  readonly edits: readonly Edit[];
  readonly selection: Picked;
}

/** The edits that put a clip into a workflow under new ids, moved by an offset. */
export function pasteEdits(workflow: Workflow, clip: Clip, by: Position, keepsInputs: boolean): Pasted {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const edits: Edit[] = [];
  const nodes = new Set<string>();
  const groups = new Set<string>();
  const notes = new Set<string>();
  const moved = (rect: { x: number; y: number; width: number; height: number }) => ({
    ...rect,
    x: rect.x + by.x,
    y: rect.y + by.y,
  });
  for (const node of clip.nodes) {
    const fresh = freshNodeId(
      baseOf(node.id, node.type),
      (other) => workflow.nodes.has(other) || taken.has(other),
    );
    taken.add(fresh);
    ids.set(node.id, fresh);
    nodes.add(fresh);
    const position = { x: node.position.x + by.x, y: node.position.y + by.y };
    edits.push({ kind: 'set-node', node: { ...node, id: fresh, position } });
  }
  const rewired = (edge: LooseEdge, from: string): Edit => {
    const ends = {
      from: { node: from, port: edge.from.port },
      to: { node: ids.get(edge.to.node)!, port: edge.to.port },
    };
    const via = Array.isArray(edge.via)
      ? { via: (edge.via as Position[]).map(({ x, y }) => ({ x: x + by.x, y: y + by.y })) }
      : {};
    return { kind: 'set-edge', edge: { ...edge, ...via, ...ends, id: edgeId(ends.from, ends.to) } };
  };
  for (const edge of clip.edges) {
    const from = ids.get(edge.from.node);
    if (from !== undefined && ids.has(edge.to.node)) edits.push(rewired(edge, from));
  }
  if (keepsInputs) {
    for (const edge of clip.feeds)
      if (workflow.nodes.has(edge.from.node) && ids.has(edge.to.node))
        edits.push(rewired(edge, edge.from.node));
  }
  for (const group of clip.groups) {
    const fresh = crypto.randomUUID();
    groups.add(fresh);
    edits.push({ kind: 'set-group', group: { ...group, id: fresh, rect: moved(group.rect) } });
  }
  for (const note of clip.notes) {
    const fresh = crypto.randomUUID();
    notes.add(fresh);
    edits.push({ kind: 'set-note', note: { ...note, id: fresh, rect: moved(note.rect) } });
  }
  return { edits, selection: { nodes, groups, notes } };
}

/** The id without the number that an earlier copy gave it. */
function baseOf(nodeId: string, type: string): string {
  const base = nodeId.replace(/-\d+$/, '');
  return base.length > 180 ? type : base;
}
