import type { Edit } from '../../../engine/edits.ts';
import type { Position } from '../../../engine/workflow.ts';
import { rectBetween } from '../../geometry/rect.ts';
import { type WirePoints, wirePoint } from '../../geometry/wire-path.ts';
import type { Stage } from '../../stage/stage.ts';
import { documentStore } from '../../state/document-store.ts';
import { viewStore } from '../../state/view-store.ts';
import type { Gesture } from './gesture.ts';

/** Draws a line that cuts every edge it crosses. */
export function cutWires(stage: Stage, start: PointerEvent): Gesture {
  const origin = stage.toFlow({ x: start.clientX, y: start.clientY });
  const { loosePath, container } = stage.elements;
  let crossed = new Set<string>();
  const finish = () => loosePath.removeAttribute('d');
  return {
    move(event) {
      const at = stage.toFlow({ x: event.clientX, y: event.clientY });
      const { left, top } = container.getBoundingClientRect();
      const from = stage.toClient(origin);
      loosePath.setAttribute(
        'd',
        `M${from.x - left} ${from.y - top}L${event.clientX - left} ${event.clientY - top}`,
      );
      loosePath.dataset.state = 'cut';
      const near = stage.scene.wiresIn(rectBetween(origin, at));
      crossed = new Set(near.filter(({ points }) => crosses(points, origin, at)).map(({ id }) => id));
      viewStore.getState().select({ edges: crossed });
    },
    end() {
      finish();
      const edits = [...crossed].map((id): Edit => ({ kind: 'remove-edge', id }));
      if (edits.length > 0) documentStore.getState().edit({ kind: 'batch', edits }, 'Cut edges');
      viewStore.getState().select({});
    },
    cancel() {
      finish();
      viewStore.getState().select({});
    },
  };
}

function crosses(points: WirePoints, a: Position, b: Position): boolean {
  for (let piece = 0; piece < points.length - 1; piece++) {
    let last = points[piece]!;
    for (let step = 1; step <= 24; step++) {
      const next = wirePoint(points, piece, step / 24);
      if (segmentsMeet(a, b, last, next)) return true;
      last = next;
    }
  }
  return false;
}

function segmentsMeet(a: Position, b: Position, c: Position, d: Position): boolean {
  const side = (p: Position, q: Position, r: Position) =>
    (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  // Touching counts: a cut may go through the very point where two pieces of a curve meet.
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}
