import type { Position } from '../../../engine/workflow.ts';
import { reroutesOf, withReroutes } from '../../geometry/reroutes.ts';
import type { Wire } from '../../stage/scene.ts';
import type { Stage } from '../../stage/stage.ts';
import { documentStore } from '../../state/document-store.ts';
import { viewStore } from '../../state/view-store.ts';
import { adds, selectOnly } from '../selection.ts';
import { SNAP } from './drag-items.ts';
import type { Gesture } from './gesture.ts';

/** A press on an edge selects it; dragging with Alt, or from a reroute, leads it another way. */
export function pressWire(stage: Stage, start: PointerEvent, wire: Wire, piece: number): Gesture {
  if (start.altKey) {
    const at = stage.toFlow({ x: start.clientX, y: start.clientY });
    addReroute(wire, piece, at, rerouteGesture(wire.id, piece));
    return dragReroute(stage, wire.id, piece);
  }
  return {
    move() {},
    end(_event, isClick) {
      if (!isClick) return;
      if (adds(start)) viewStore.getState().toggle('edges', wire.id);
      else selectOnly('edges', wire.id);
    },
    cancel() {},
  };
}

/** Key of the gesture that drags a reroute. */
export const rerouteGesture = (edgeId: string, index: number) => `reroute:${edgeId}:${index}`;

/** Adds a reroute to an edge at a place of its `piece`-th curve; with the gesture of the drag that follows, both are one step. */
export function addReroute({ edge }: Wire, piece: number, at: Position, gesture?: string): void {
  const points = [...reroutesOf(edge)];
  points.splice(piece, 0, { x: Math.round(at.x), y: Math.round(at.y) });
  documentStore.getState().edit({ kind: 'set-edge', edge: withReroutes(edge, points) }, 'Reroute', gesture);
}

export function removeReroute({ edge }: Wire, index: number): void {
  const points = reroutesOf(edge).filter((_, place) => place !== index);
  documentStore.getState().edit({ kind: 'set-edge', edge: withReroutes(edge, points) }, 'Remove reroute');
}

/** Drags one reroute of an edge. */
export function dragReroute(stage: Stage, edgeId: string, index: number): Gesture {
  const gesture = rerouteGesture(edgeId, index);
  return {
    autoPans: true,
    move(event) {
      const edge = stage.scene.wires.get(edgeId)?.edge;
      if (!edge) return;
      const at = stage.toFlow({ x: event.clientX, y: event.clientY });
      const snap = event.ctrlKey ? 1 : SNAP;
      const moved = { x: Math.round(at.x / snap) * snap, y: Math.round(at.y / snap) * snap };
      const points = reroutesOf(edge).with(index, moved);
      documentStore
        .getState()
        .edit({ kind: 'set-edge', edge: withReroutes(edge, points) }, 'Move reroute', gesture);
    },
    end(_event, isClick) {
      documentStore.getState().endGesture();
      if (isClick) selectOnly('edges', edgeId);
    },
    cancel: () => documentStore.getState().abandonGesture(gesture),
  };
}
