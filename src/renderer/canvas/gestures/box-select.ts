import { holds, rectBetween } from '../../geometry/rect.ts';
import type { Stage } from '../../stage/stage.ts';
import { type Selection, viewStore } from '../../state/view-store.ts';
import { adds } from '../selection.ts';
import type { Gesture } from './gesture.ts';

/** Draws a frame and selects what it touches; groups only when they are wholly inside. */
export function boxSelect(stage: Stage, start: PointerEvent, isAdding = adds(start)): Gesture {
  const { marquee, container } = stage.elements;
  const origin = stage.toFlow({ x: start.clientX, y: start.clientY });
  const before = viewStore.getState().selection;

  const hide = () => {
    marquee.hidden = true;
  };
  return {
    autoPans: true,
    move(event) {
      const at = stage.toFlow({ x: event.clientX, y: event.clientY });
      const bounds = container.getBoundingClientRect();
      const corner = stage.toClient(origin);
      const frame = rectBetween(corner, { x: event.clientX, y: event.clientY });
      marquee.hidden = false;
      marquee.style.transform = `translate(${frame.x - bounds.left}px, ${frame.y - bounds.top}px)`;
      marquee.style.width = `${frame.width}px`;
      marquee.style.height = `${frame.height}px`;
      const rect = rectBetween(origin, at);
      const notes = [...stage.scene.notes()].filter((note) => holds(rect, note.rect));
      const groups = [...stage.scene.groups()].filter((group) => holds(rect, group.rect));
      const found = {
        nodes: ids(stage.scene.boxesIn(rect)),
        notes: ids(notes),
        groups: ids(groups),
      };
      viewStore.getState().select(isAdding ? united(before, found) : found);
    },
    end(_event, isClick) {
      hide();
      if (isClick && !isAdding) viewStore.getState().select({});
    },
    cancel() {
      hide();
      viewStore.getState().select(before);
    },
  };
}

function ids(items: readonly { readonly id: string }[]): Set<string> {
  return new Set(items.map(({ id }) => id));
}

function united(before: Selection, found: Omit<Selection, 'edges'>): Selection {
  return {
    nodes: before.nodes.union(found.nodes),
    notes: before.notes.union(found.notes),
    groups: before.groups.union(found.groups),
    edges: before.edges,
  };
}
