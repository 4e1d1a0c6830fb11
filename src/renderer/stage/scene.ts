import type { NodeType } from '../../engine/define-node.ts';
import type { Registry } from '../../engine/registry.ts';
import type { ValueKind } from '../../engine/value.ts';
import type { Edge, Group, Note, Position, Rect, Workflow, WorkflowNode } from '../../engine/workflow.ts';
import { type CardLayout, followsEdges, layoutOfNode } from '../geometry/card-layout.ts';
import { meets } from '../geometry/rect.ts';
import { reroutesOf } from '../geometry/reroutes.ts';
import { type WirePoints, wireBounds } from '../geometry/wire-path.ts';
import { liveRects } from './live-rects.ts';

/** A node as it stands on the canvas. `x` and `y` run ahead of the document while it is dragged. */
export interface Box extends Rect {
  readonly id: string;
  readonly node: WorkflowNode;
  readonly type: NodeType | undefined;
  readonly layout: CardLayout;
  readonly x: number;
  readonly y: number;
}

/** An edge as it is drawn. */
export interface Wire {
  readonly id: string;
  readonly edge: Edge;
  readonly kind: ValueKind | null;
  readonly points: WirePoints;
  readonly bounds: Rect;
}

export interface SceneChange {
  /** Boxes that are new, gone or other than before. */
  readonly boxes: ReadonlySet<string>;
  /** Whether everything is new, as after switching tabs. */
  readonly isNew: boolean;
  /** Whether boxes only run ahead of the document, in a drag that goes on. */
  readonly isLive?: boolean;
}

/** What is on the canvas and where: derived from the workflow, kept up to date by differences. */
export interface Scene {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly wires: ReadonlyMap<string, Wire>;
  workflow(): Workflow | undefined;
  groups(): Iterable<Group>;
  notes(): Iterable<Note>;
  show(workflow: Workflow | undefined): void;
  /** Moves boxes without an edit, for a drag that goes on. Null puts them back where the document has them. */
  shift(ids: ReadonlySet<string>, by: Position | null): void;
  boxesIn(rect: Rect): Box[];
  wiresIn(rect: Rect): Wire[];
  onChange(listener: (change: SceneChange) => void): () => void;
}

/** Whether a node is drawn as before: a param that changes no row of its card is the card's own business. */
function looksSame(a: Box, b: Box): boolean {
  return (
    a.x === b.x &&
    a.y === b.y &&
    a.layout === b.layout &&
    a.type === b.type &&
    a.node.title === b.node.title &&
    a.node.mode === b.node.mode
  );
}

export function createScene(registry: Registry): Scene {
  const boxes = new Map<string, Box>();
  const wires = new Map<string, Wire>();
  const listeners = new Set<(change: SceneChange) => void>();
  let shown: Workflow | undefined;

  const tell = (change: SceneChange) => {
    for (const listener of listeners) listener(change);
  };

  function putBox(workflow: Workflow, node: WorkflowNode): void {
    const type = registry.of(node);
    const layout = layoutOfNode(node, type, workflow.edgesOf.get(node.id));
    const { x, y } = node.position;
    boxes.set(node.id, { id: node.id, node, type, layout, x, y, width: layout.width, height: layout.height });
  }

  function putWire(edge: Edge): void {
    const source = boxes.get(edge.from.node);
    const target = boxes.get(edge.to.node);
    if (!source || !target) {
      wires.delete(edge.id);
      return;
    }
    const points = [
      { x: source.x + source.width, y: source.y + (source.layout.outputs[edge.from.port] ?? 14) },
      ...reroutesOf(edge),
      { x: target.x, y: target.y + (target.layout.inputs[edge.to.port] ?? 14) },
    ];
    const kind = source.type?.outputs[edge.from.port]?.kind ?? null;
    wires.set(edge.id, { id: edge.id, edge, kind, points, bounds: wireBounds(points) });
  }

  function putWiresAt(workflow: Workflow, id: string): void {
    const at = workflow.edgesOf.get(id);
    if (!at) return;
    for (const edge of at.inputs) putWire(edge);
    for (const edge of at.outputs) putWire(edge);
  }

  function showNew(workflow: Workflow | undefined): void {
    boxes.clear();
    wires.clear();
    workflow?.nodes.forEach((node) => {
      putBox(workflow, node);
    });
    workflow?.edges.forEach(putWire);
    tell({ boxes: new Set(boxes.keys()), isNew: true });
  }

  function showNext(workflow: Workflow, before: Workflow): void {
    const nodes = workflow.nodes.changedSince(before.nodes);
    const edges = workflow.edges.changedSince(before.edges);
    const touched = new Set<string>();
    for (const { id } of nodes.removed) {
      boxes.delete(id);
      touched.add(id);
    }
    for (const { id } of edges.removed) wires.delete(id);
    for (const node of nodes.changed) {
      const known = boxes.get(node.id);
      putBox(workflow, node);
      if (!known || !looksSame(known, boxes.get(node.id)!)) touched.add(node.id);
    }
    for (const { id } of workflow.edgesOf.changedSince(before.edgesOf).changed) {
      const node = workflow.nodes.get(id);
      if (!node || !followsEdges(registry.of(node))) continue;
      putBox(workflow, node);
      touched.add(id);
    }
    for (const edge of edges.changed) putWire(edge);
    for (const id of touched) if (boxes.has(id)) putWiresAt(workflow, id);
    const areFramesSame = workflow.groups === before.groups && workflow.notes === before.notes;
    const areWiresSame = edges.changed.length === 0 && edges.removed.length === 0;
    if (touched.size > 0 || !areWiresSame || !areFramesSame) tell({ boxes: touched, isNew: false });
  }

  return {
    boxes,
    wires,
    workflow: () => shown,
    *groups() {
      const live = liveRects.getState();
      for (const group of shown?.groups ?? []) {
        const rect = live[group.id];
        yield rect ? { ...group, rect } : group;
      }
    },
    *notes() {
      const live = liveRects.getState();
      for (const note of shown?.notes ?? []) {
        const rect = live[note.id];
        yield rect ? { ...note, rect } : note;
      }
    },
    show(workflow) {
      if (workflow === shown) return;
      const before = shown;
      shown = workflow;
      if (!workflow || !before || workflow.id !== before.id) showNew(workflow);
      else showNext(workflow, before);
    },
    shift(ids, by) {
      if (!shown) return;
      for (const id of ids) {
        const box = boxes.get(id);
        if (!box) continue;
        const { x, y } = box.node.position;
        boxes.set(id, { ...box, x: x + (by?.x ?? 0), y: y + (by?.y ?? 0) });
      }
      for (const id of ids) putWiresAt(shown, id);
      tell({ boxes: ids, isNew: false, isLive: by !== null });
    },
    boxesIn(rect) {
      const found: Box[] = [];
      for (const box of boxes.values()) if (meets(box, rect)) found.push(box);
      return found;
    },
    wiresIn(rect) {
      const found: Wire[] = [];
      for (const wire of wires.values()) if (meets(wire.bounds, rect)) found.push(wire);
      return found;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
