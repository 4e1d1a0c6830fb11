import { liesAt, type Places, placesKey } from './places.ts';

/** A take that stands in for what a node would make at these places; without places, for all of it. */
export interface Pin {
  readonly nodeId: string;
  readonly places: Places;
  /** The job that brought the take. */
  readonly jobId: string;
}

/** Whether two pins stand in for exactly the same, so that the later replaces the earlier. */
export function standForSame(a: Omit<Pin, 'jobId'>, b: Omit<Pin, 'jobId'>): boolean {
  return a.nodeId === b.nodeId && placesKey(a.places) === placesKey(b.places);
}

/** The pin that counts for a cell: of those at whose places it lies, the one that names most of them. */
export function pinFor(pins: readonly Pin[], nodeId: string, cell: Places): Pin | undefined {
  let found: Pin | undefined;
  for (const pin of pins) {
    if (pin.nodeId !== nodeId || !liesAt(cell, pin.places)) continue;
    if (!found || countOf(pin) > countOf(found)) found = pin;
  }
  return found;
}

const countOf = ({ places }: Pin) => Object.keys(places).length;
