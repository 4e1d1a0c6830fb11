import { cellPlace } from './axes.ts';
import type { Axis } from './axis.ts';

/**
 * Where a cell lies: the name of its place by the id of each of its axes; empty for a node without axes. A longer, shorter
 * or reordered list changes the numbers of cells, never their places.
 */
export type Places = Readonly<Record<string, string>>;

export const NO_PLACES: Places = Object.freeze({});

/** An axis as a client is told of it: the names of its places, in order. */
export interface NamedAxis extends Pick<Axis, 'id' | 'label' | 'length'> {
  readonly places: readonly string[];
}

/** The same axis with its places by name. */
export function namedAxis(axis: Axis): NamedAxis {
  const { id, label, length } = axis;
  return { id, label, length, places: placeNames(axis) };
}

/** The places of a cell of a grid over these axes. */
export function placesOf(axes: readonly (Axis | NamedAxis)[], cell: number): Places {
  if (axes.length === 0) return NO_PLACES;
  const places: Record<string, string> = {};
  for (const { axis, at } of cellPlace(axes, cell)) places[axis.id] = placeNames(axis)[at]!;
  return places;
}

/** The cell that lies there; along an axis for which no place of the list is named, at the first one. */
export function cellAt(axes: readonly NamedAxis[], places: Places): number {
  let cell = 0;
  for (const axis of axes)
    cell = cell * axis.length + Math.max(0, axis.places.indexOf(places[axis.id] ?? ''));
  return cell;
}

/** A text that is equal for equal places, in whatever order their axes come; `{}` without any. Reads back as JSON. */
export function placesKey(places: Places): string {
  return JSON.stringify(places, Object.keys(places).sort());
}

/** What a person calls a cell: `harbor · 7`. */
export function placesText(places: Places): string {
  return Object.values(places).join(' · ');
}

/** Whether a cell lies at all of these places; every cell does where there are none. */
export function liesAt(cell: Places, places: Places): boolean {
  return Object.entries(places).every(([axis, place]) => cell[axis] === place);
}

const namesOfAxis = new WeakMap<Axis, readonly string[]>();

/** Names of places, each once: what the node calls them, or their numbers from 1 on. */
function placeNames(axis: Axis | NamedAxis): readonly string[] {
  if ('places' in axis) return axis.places;
  let names = namesOfAxis.get(axis);
  if (!names) {
    const taken = new Set<string>();
    names = Array.from({ length: axis.length }, (_, at) => {
      const label = axis.items?.[at]?.label ?? String(at + 1);
      let name = label;
      for (let count = 2; taken.has(name); count++) name = `${label} (${count})`;
      taken.add(name);
      return name;
    });
    namesOfAxis.set(axis, names);
  }
  return names;
}
