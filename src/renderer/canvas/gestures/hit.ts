import type { Position } from '../../../engine/workflow.ts';
import { grown, isInside } from '../../geometry/rect.ts';
import { wireDistance } from '../../geometry/wire-path.ts';
import type { Box, Scene, Wire } from '../../stage/scene.ts';
import type { PortPlace } from '../../state/view-store.ts';

const WIRE_REACH_PX = 7;
const REROUTE_REACH_PX = 9;
const PORT_REACH_PX = 22;

/** The edge under a point of the flow. */
export function wireAt(scene: Scene, at: Position, zoom: number): { wire: Wire; piece: number } | null {
  const reach = WIRE_REACH_PX / zoom;
  let best: { wire: Wire; piece: number } | null = null;
  let nearest = reach;
  for (const wire of scene.wiresIn(grown({ ...at, width: 0, height: 0 }, reach))) {
    const { distance, piece } = wireDistance(wire.points, at);
    if (distance > nearest) continue;
    nearest = distance;
    best = { wire, piece };
  }
  return best;
}

/** The reroute under a point: which edge, and which of its reroutes. */
export function rerouteAt(scene: Scene, at: Position, zoom: number): { wire: Wire; index: number } | null {
  const reach = REROUTE_REACH_PX / zoom;
  for (const wire of scene.wiresIn(grown({ ...at, width: 0, height: 0 }, reach))) {
    for (let place = 1; place < wire.points.length - 1; place++) {
      const point = wire.points[place]!;
      if (Math.hypot(point.x - at.x, point.y - at.y) <= reach) return { wire, index: place - 1 };
    }
  }
  return null;
}

/** The topmost node under a point. */
export function boxAt(scene: Scene, at: Position): Box | null {
  let found: Box | null = null;
  for (const box of scene.boxes.values()) if (isInside(box, at)) found = box;
  return found;
}

/** Where a port's dot is, in flow px. */
export function portPosition(box: Box, { port, side }: PortPlace): Position {
  const y = (side === 'input' ? box.layout.inputs : box.layout.outputs)[port] ?? 14;
  return { x: side === 'input' ? box.x : box.x + box.width, y: box.y + y };
}

/** The nearest port around a point for which `wants` holds. */
export function portNear(
  scene: Scene,
  at: Position,
  zoom: number,
  wants: (place: PortPlace) => boolean,
): PortPlace | null {
  const reach = PORT_REACH_PX / zoom;
  let found: PortPlace | null = null;
  let nearest = reach;
  for (const box of scene.boxesIn(grown({ ...at, width: 0, height: 0 }, reach))) {
    for (const side of ['input', 'output'] as const) {
      for (const port of Object.keys(side === 'input' ? box.layout.inputs : box.layout.outputs)) {
        const place = { node: box.id, port, side };
        const { x, y } = portPosition(box, place);
        const distance = Math.hypot(x - at.x, y - at.y);
        if (distance > nearest || !wants(place)) continue;
        nearest = distance;
        found = place;
      }
    }
  }
  return found;
}
