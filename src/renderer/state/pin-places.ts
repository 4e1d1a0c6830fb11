import { NO_PLACES, type Places } from '../../engine/places.ts';
import { shownPlaces } from './cell-values.ts';
import type { TabRun, Take } from './run-store.ts';

/**
 * Where a take of this node is pinned: at the places that it was made for. One of which they are not known goes where the
 * editor looks; one from before the node ran over a list stands for all of it. Null where its place is on no list any more.
 */
export function pinPlaces(run: TabRun, nodeId: string, { places }: Pick<Take, 'places'>): Places | null {
  const node = run.plan?.nodes[nodeId];
  if (places === null) return shownPlaces(run, nodeId);
  // A take that stands for the whole node hides its lists.
  if (!node || (node.axes.length === 0 && node.cells[0]?.state === 'pinned')) return places;
  const found: Record<string, string> = {};
  for (const { id, places: names } of node.axes) {
    const place = places[id];
    if (place === undefined) continue;
    if (!names.includes(place)) return null;
    found[id] = place;
  }
  return Object.keys(found).length === 0 ? NO_PLACES : found;
}
