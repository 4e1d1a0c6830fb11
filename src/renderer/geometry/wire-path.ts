import type { Position, Rect } from '../../engine/workflow.ts';

/** Points of an edge in flow px: where it leaves, the reroutes on its way, where it arrives. */
export type WirePoints = readonly Position[];

/** How far the curve leaves its end horizontally before it turns, in flow px. */
function reach(from: Position, to: Position): number {
  const dx = to.x - from.x;
  return Math.max(24, Math.min(180, dx >= 0 ? dx / 2 : 24 - dx / 3 + Math.abs(to.y - from.y) / 6));
}

/** Adds the curve of an edge to a canvas path. */
export function traceWire(path: CanvasPath, points: WirePoints): void {
  const first = points[0]!;
  path.moveTo(first.x, first.y);
  for (let place = 1; place < points.length; place++) {
    const from = points[place - 1]!;
    const to = points[place]!;
    const c = reach(from, to);
    path.bezierCurveTo(from.x + c, from.y, to.x - c, to.y, to.x, to.y);
  }
}

/** The same curve as SVG path data. */
export function wireSvg(points: WirePoints): string {
  let data = `M${points[0]!.x} ${points[0]!.y}`;
  for (let place = 1; place < points.length; place++) {
    const from = points[place - 1]!;
    const to = points[place]!;
    const c = reach(from, to);
    data += `C${from.x + c} ${from.y} ${to.x - c} ${to.y} ${to.x} ${to.y}`;
  }
  return data;
}

/** A point of the curve's piece `piece`, at `t` 0…1. */
export function wirePoint(points: WirePoints, piece: number, t: number): Position {
  const from = points[piece]!;
  const to = points[piece + 1]!;
  const c = reach(from, to);
  const u = 1 - t;
  const [a, b, d, e] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return {
    x: a * from.x + b * (from.x + c) + d * (to.x - c) + e * to.x,
    y: (a + b) * from.y + (d + e) * to.y,
  };
}

/** Distance from a point to the curve in flow px, and the piece that is nearest. */
export function wireDistance(points: WirePoints, at: Position): { distance: number; piece: number } {
  let distance = Number.POSITIVE_INFINITY;
  let nearest = 0;
  for (let piece = 0; piece < points.length - 1; piece++) {
    let last = points[piece]!;
    const span = Math.hypot(points[piece + 1]!.x - last.x, points[piece + 1]!.y - last.y);
    const steps = Math.max(8, Math.min(48, Math.round(span / 24)));
    for (let step = 1; step <= steps; step++) {
      const next = wirePoint(points, piece, step / steps);
      const found = segmentDistance(last, next, at);
      if (found < distance) {
        distance = found;
        nearest = piece;
      }
      last = next;
    }
  }
  return { distance, piece: nearest };
}

/** A box around the curve; a cubic stays within its control points. */
export function wireBounds(points: WirePoints): Rect {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < points.length; place++) {
    const { x, y } = points[place]!;
    const next = points[place + 1];
    const c = next ? reach(points[place]!, next) : 0;
    const before = points[place - 1];
    const d = before ? reach(before, points[place]!) : 0;
    left = Math.min(left, x - d);
    right = Math.max(right, x + c);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function segmentDistance(a: Position, b: Position, at: Position): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((at.x - a.x) * dx + (at.y - a.y) * dy) / square));
  return Math.hypot(at.x - a.x - t * dx, at.y - a.y - t * dy);
}
