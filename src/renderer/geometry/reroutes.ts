import type { Edge, Position } from '../../engine/workflow.ts';

/** Field of a saved edge that holds its reroutes: points that the edge is led through, in flow px. */
const FIELD = 'via';
/** Beyond this an edge is no longer a drawing aid but a damaged file. */
const MAX_REROUTES = 200;

/** The reroutes of an edge in order; what a damaged file holds there instead is left alone and not drawn. */
export function reroutesOf(edge: Edge): readonly Position[] {
  const stored = edge[FIELD];
  if (!Array.isArray(stored)) return [];
  return stored.filter(isPosition).slice(0, MAX_REROUTES);
}

/** The edge led through these points. */
export function withReroutes(edge: Edge, points: readonly Position[]): Edge {
  const { [FIELD]: _, ...rest } = edge;
  return points.length === 0 ? (rest as Edge) : ({ ...rest, [FIELD]: points } as Edge);
}

function isPosition(value: unknown): value is Position {
  const { x, y } = (value ?? {}) as Partial<Position>;
  return Number.isFinite(x) && Number.isFinite(y);
}
