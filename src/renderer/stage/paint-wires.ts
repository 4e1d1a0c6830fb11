import { traceWire } from '../geometry/wire-path.ts';
import type { Colors } from './colors.ts';
import type { Wire } from './scene.ts';

export interface WireMarks {
  readonly selected: ReadonlySet<string>;
  readonly hovered: string | null;
  /** Edges of selected nodes stand out a little. */
  readonly selectedNodes: ReadonlySet<string>;
  /** The edge in the user's hand, not drawn in its place. */
  readonly detached: string | null;
}

/** Draws edges with one stroke per colour; curves turn into lines where they are a few px long. */
export function paintWires(
  context: CanvasRenderingContext2D,
  wires: readonly Wire[],
  marks: WireMarks,
  colors: Colors,
  zoom: number,
): void {
  const plain = new Map<string, Wire[]>();
  const marked: Wire[] = [];
  for (const wire of wires) {
    if (wire.id === marks.detached) continue;
    if (marks.selected.has(wire.id) || wire.id === marks.hovered || touches(wire, marks.selectedNodes)) {
      marked.push(wire);
      continue;
    }
    const color = colors.kind(wire.kind);
    const same = plain.get(color);
    if (same) same.push(wire);
    else plain.set(color, [wire]);
  }
  const width = Math.max(2, 1 / zoom);
  const isCoarse = zoom < 0.25;
  context.lineCap = 'round';
  context.globalAlpha = 0.8;
  context.lineWidth = width;
  for (const [color, same] of plain) {
    context.strokeStyle = color;
    context.beginPath();
    for (const wire of same) trace(context, wire, isCoarse);
    context.stroke();
    if (!isCoarse) paintReroutes(context, same, color);
  }
  context.globalAlpha = 1;
  for (const wire of marked) {
    const isChosen = marks.selected.has(wire.id);
    const color = isChosen ? colors.accent : colors.kind(wire.kind);
    context.strokeStyle = color;
    context.lineWidth = isChosen || wire.id === marks.hovered ? 1.75 * width : 1.25 * width;
    context.beginPath();
    trace(context, wire, false);
    context.stroke();
    paintReroutes(context, [wire], color);
  }
}

function touches({ edge }: Wire, nodes: ReadonlySet<string>): boolean {
  return nodes.size > 0 && (nodes.has(edge.from.node) || nodes.has(edge.to.node));
}

function trace(context: CanvasRenderingContext2D, { points }: Wire, isCoarse: boolean): void {
  if (!isCoarse) {
    traceWire(context, points);
    return;
  }
  context.moveTo(points[0]!.x, points[0]!.y);
  for (let place = 1; place < points.length; place++) context.lineTo(points[place]!.x, points[place]!.y);
}

const REROUTE_RADIUS = 5;

function paintReroutes(context: CanvasRenderingContext2D, wires: readonly Wire[], color: string): void {
  context.fillStyle = color;
  for (const { points } of wires) {
    for (let place = 1; place < points.length - 1; place++) {
      context.beginPath();
      context.arc(points[place]!.x, points[place]!.y, REROUTE_RADIUS, 0, 2 * Math.PI);
      context.fill();
    }
  }
}
