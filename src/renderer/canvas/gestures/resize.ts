import type { Edit } from '../../../engine/edits.ts';
import type { Rect } from '../../../engine/workflow.ts';
import { MAX_CARD_WIDTH, MIN_CARD_WIDTH } from '../../geometry/card-layout.ts';
import { clearLiveRects, liveRects } from '../../stage/live-rects.ts';
import type { Stage } from '../../stage/stage.ts';
import { documentStore } from '../../state/document-store.ts';
import { SNAP } from './drag-items.ts';
import type { Gesture } from './gesture.ts';

const MIN_SIDE = 48;
let gestureCount = 0;

/** Drags the corner of a card; its height never goes below what its rows need. */
export function resizeCard(stage: Stage, start: PointerEvent, id: string): Gesture | null {
  const box = stage.scene.boxes.get(id);
  if (!box) return null;
  const origin = stage.toFlow({ x: start.clientX, y: start.clientY });
  const gesture = `resize:${++gestureCount}`;
  let last = box.node.size;
  const set = (size: { width: number; height: number }) => {
    if (size.width === last?.width && size.height === last.height) return;
    last = size;
    documentStore.getState().edit({ kind: 'look', node: id, look: { size } }, 'Resize', gesture);
  };
  return {
    move(event) {
      const at = stage.toFlow({ x: event.clientX, y: event.clientY });
      const width = Math.round((box.width + at.x - origin.x) / SNAP) * SNAP;
      const height = Math.round((box.height + at.y - origin.y) / SNAP) * SNAP;
      set({
        width: Math.min(MAX_CARD_WIDTH, Math.max(MIN_CARD_WIDTH, width)),
        height: Math.max(MIN_SIDE, height),
      });
    },
    end: () => documentStore.getState().endGesture(),
    cancel: () => documentStore.getState().abandonGesture(gesture),
  };
}

/** Drags the corner of a group or a note. */
export function resizeRect(
  stage: Stage,
  start: PointerEvent,
  kind: 'groups' | 'notes',
  id: string,
): Gesture | null {
  const workflow = stage.scene.workflow();
  const item = workflow?.[kind].get(id);
  if (!item) return null;
  const origin = stage.toFlow({ x: start.clientX, y: start.clientY });
  let rect: Rect = item.rect;
  return {
    move(event) {
      const at = stage.toFlow({ x: event.clientX, y: event.clientY });
      const snapped = (side: number, by: number) => Math.max(MIN_SIDE, Math.round((side + by) / SNAP) * SNAP);
      rect = {
        ...item.rect,
        width: snapped(item.rect.width, at.x - origin.x),
        height: snapped(item.rect.height, at.y - origin.y),
      };
      liveRects.setState({ [id]: rect });
    },
    end(_event, isClick) {
      const group = workflow?.groups.get(id);
      const note = workflow?.notes.get(id);
      const edit: Edit | null = group
        ? { kind: 'set-group', group: { ...group, rect } }
        : note
          ? { kind: 'set-note', note: { ...note, rect } }
          : null;
      const isSame = rect.width === item.rect.width && rect.height === item.rect.height;
      if (edit && !isClick && !isSame) documentStore.getState().edit(edit, 'Resize');
      clearLiveRects();
    },
    cancel: clearLiveRects,
  };
}
