import { type Places, placesText } from '../../engine/places.ts';

/** Cells that are named before it is only told how many more there are. */
const NAMED = 4;

/** The names of several cells; empty for a node that has but one. */
export function cellsText(cells: readonly (Places | undefined)[]): string {
  const names = cells.flatMap((places) => (places ? [placesText(places)] : []));
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
