import type { NodeType } from '../../engine/define-node.ts';
import { fittingPort } from '../geometry/port-fit.ts';
import type { Connecting } from '../state/view-store.ts';
import { fuzzyScore } from './fuzzy.ts';

/** Node types for a query, best first and in menu order without one; with a loose edge only those that take it. */
export function findNodeTypes(
  types: readonly NodeType[],
  query: string,
  connecting: Pick<Connecting, 'from' | 'kind'> | null,
): NodeType[] {
  const fitting = connecting ? types.filter((type) => fittingPort(type, connecting) !== null) : types;
  if (query.trim() === '') return [...fitting];
  const scored: { type: NodeType; score: number }[] = [];
  for (const type of fitting) {
    const score = scoreOf(type, query);
    if (score !== null) scored.push({ type, score });
  }
  return scored.sort((a, b) => b.score - a.score).map(({ type }) => type);
}

/** A hit in the title counts most, one in the help least. */
function scoreOf({ title, id, category, help }: NodeType, query: string): number | null {
  const own = fuzzyScore(query, title) ?? fuzzyScore(query, id);
  if (own !== null) return own + 2000;
  const group = fuzzyScore(query, category);
  if (group !== null && category.toLowerCase().startsWith(query.trim().toLowerCase())) return group + 500;
  return help.toLowerCase().includes(query.trim().toLowerCase()) ? 1 : null;
}
