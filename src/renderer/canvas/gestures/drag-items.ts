import type { Edit } from '../../../engine/edits.ts';
import type { Position, Rect } from '../../../engine/workflow.ts';
import { duplicateSelection } from '../../commands/clipboard.ts';
import { holds } from '../../geometry/rect.ts';
import { clearLiveRects, liveRects } from '../../stage/live-rects.ts';
import type { Stage } from '../../stage/stage.ts';
import { documentStore } from '../../state/document-store.ts';
import { type Selection, viewStore } from '../../state/view-store.ts';
import { adds, selectOnly } from '../selection.ts';
import type { Gesture } from './gesture.ts';
import { insertEdits, insertionAt } from './insert-on-wire.ts';

/** Things snap to half the dots of the grid. */
export const SNAP = 12;

let gestureCount = 0;

interface Dragged {
  readonly nodes: ReadonlySet<string>;
  /** Groups and notes with where they were. */
  readonly rects: ReadonlyMap<string, Rect>;
}

/** Drags nodes, notes and groups: all that is selected when the pressed thing is among it. */
export function dragItems(
  stage: Stage,
  start: PointerEvent,
  kind: 'nodes' | 'notes' | 'groups',
  id: string,
): Gesture {
  const wasSelected = viewStore.getState().selection[kind].has(id);
  if (adds(start)) viewStore.getState().toggle(kind, id);
  else if (!wasSelected) selectOnly(kind, id);
  const origin = stage.toFlow({ x: start.clientX, y: start.clientY });
  const gesture = `drag:${++gestureCount}`;
  let dragged: Dragged | null = null;
  let anchor: Position = { x: 0, y: 0 };
  let by: Position = { x: 0, y: 0 };
  let target: string | null = null;

  function begin(event: PointerEvent): Dragged {
    if (event.altKey && kind === 'nodes') duplicateSelection({ x: 0, y: 0 }, gesture);
    const chosen = collect(stage, viewStore.getState().selection);
    const first = kind === 'nodes' ? [...chosen.nodes][0] : undefined;
    anchor = (first && stage.scene.boxes.get(first)) || chosen.rects.get(id) || origin;
    return chosen;
  }

  return {
    autoPans: true,
    captures: true,
    move(event) {
      dragged ??= begin(event);
      const at = stage.toFlow({ x: event.clientX, y: event.clientY });
      const before = by;
      by = { x: at.x - origin.x, y: at.y - origin.y };
      if (!event.ctrlKey && !event.metaKey) {
        by = {
          x: Math.round((anchor.x + by.x) / SNAP) * SNAP - anchor.x,
          y: Math.round((anchor.y + by.y) / SNAP) * SNAP - anchor.y,
        };
      }
      if (by.x !== before.x || by.y !== before.y) {
        stage.scene.shift(dragged.nodes, by);
        if (dragged.rects.size > 0) liveRects.setState(movedRects(dragged.rects, by));
      }
      const wire = insertionAt(stage, dragged.nodes, at);
      target = wire?.id ?? null;
      if (stage.hovered.getState().edge !== target) stage.hovered.setState({ edge: target });
    },
    end(_event, isClick) {
      if (isClick || !dragged) {
        if (wasSelected && !adds(start)) selectOnly(kind, id);
        return;
      }
      const edits = moveEdits(stage, dragged, by);
      const inserted = target === null ? null : insertEdits(stage, [...dragged.nodes][0]!, target);
      stage.hovered.setState({ edge: null });
      if (inserted) edits.push(...inserted);
      if (edits.length > 0) {
        const label = inserted
          ? 'Insert on an edge'
          : edits.length === 1
            ? 'Move'
            : `Move ${edits.length} items`;
        documentStore.getState().edit({ kind: 'batch', edits }, label, gesture);
        documentStore.getState().endGesture();
      } else stage.scene.shift(dragged.nodes, null);
      clearLiveRects();
    },
    cancel() {
      if (dragged) stage.scene.shift(dragged.nodes, null);
      clearLiveRects();
      stage.hovered.setState({ edge: null });
    },
  };
}

/** What moves: the selection, and with a selected group everything that lies in it. */
function collect({ scene }: Stage, selection: Selection): Dragged {
  const nodes = new Set(selection.nodes);
  const rects = new Map<string, Rect>();
  const notes = [...scene.notes()];
  for (const note of notes) if (selection.notes.has(note.id)) rects.set(note.id, note.rect);
  for (const group of scene.groups()) {
    if (!selection.groups.has(group.id)) continue;
    rects.set(group.id, group.rect);
    for (const box of scene.boxesIn(group.rect)) if (holds(group.rect, box)) nodes.add(box.id);
    for (const note of notes) if (holds(group.rect, note.rect)) rects.set(note.id, note.rect);
    for (const inner of scene.groups()) if (holds(group.rect, inner.rect)) rects.set(inner.id, inner.rect);
  }
  return { nodes, rects };
}

function movedRects(rects: ReadonlyMap<string, Rect>, by: Position): Record<string, Rect> {
  const moved: Record<string, Rect> = {};
  for (const [id, rect] of rects) moved[id] = { ...rect, x: rect.x + by.x, y: rect.y + by.y };
  return moved;
}

function moveEdits({ scene }: Stage, { nodes, rects }: Dragged, by: Position): Edit[] {
  if (by.x === 0 && by.y === 0) return [];
  const workflow = scene.workflow();
  const edits: Edit[] = [];
  for (const id of nodes) {
    const position = workflow?.nodes.get(id)?.position;
    if (position) edits.push({ kind: 'move', node: id, to: { x: position.x + by.x, y: position.y + by.y } });
  }
  const moved = movedRects(rects, by);
  for (const id of rects.keys()) {
    const group = workflow?.groups.get(id);
    const note = workflow?.notes.get(id);
    if (group) edits.push({ kind: 'set-group', group: { ...group, rect: moved[id]! } });
    if (note) edits.push({ kind: 'set-note', note: { ...note, rect: moved[id]! } });
  }
  return edits;
}
