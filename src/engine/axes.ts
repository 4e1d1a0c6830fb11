import type { Axis } from './axis.ts';

/** Most cells that one node may run for; above it the plan is refused rather than started. */
export const MAX_CELLS = 10_000;

export const NO_AXES: readonly Axis[] = [];

/** Number of cells of a grid over these axes; 1 without axes. */
export function cellCountOf(axes: readonly Axis[]): number {
  let count = 1;
  for (const axis of axes) count *= axis.length;
  return count;
}

export type JoinedAxes =
  | { readonly ok: true; readonly axes: readonly Axis[] }
  | { readonly ok: false; readonly message: string };

/**
 * The axes that a node runs over, given those of its inputs: an axis that several inputs share is aligned (once),
 * different ones combine, in order of first appearance.
 */
export function joinAxes(inputs: readonly (readonly Axis[])[]): JoinedAxes {
  const joined: Axis[] = [];
  for (const axes of inputs) {
    for (const axis of axes) {
      const same = joined.find((other) => other.id === axis.id);
      if (!same) joined.push(axis);
      else if (same.length !== axis.length) {
        return {
          ok: false,
          message: `The list “${axis.label}” arrives with ${same.length} values on one input and ${axis.length} on another.`,
        };
      }
    }
  }
  return { ok: true, axes: joined };
}

/**
 * For each cell of a grid over `target`, the cell of a grid over `source` that belongs to it (row-major, the last axis
 * fastest). Every source axis must be among the target's. Null when both grids are the same, cell by cell.
 */
export function cellMap(source: readonly Axis[], target: readonly Axis[]): Int32Array | null {
  if (source.length === target.length && source.every((axis, place) => axis.id === target[place]!.id))
    return null;
  const strides = target.map((axis) => strideOf(source, axis.id));
  const count = cellCountOf(target);
  const map = new Int32Array(count);
  for (let cell = 0; cell < count; cell++) {
    let rest = cell;
    let found = 0;
    for (let place = target.length - 1; place >= 0; place--) {
      const length = target[place]!.length;
      found += (rest % length) * strides[place]!;
      rest = Math.floor(rest / length);
    }
    map[cell] = found;
  }
  return map;
}

function strideOf(axes: readonly Axis[], id: string): number {
  let stride = 1;
  for (let place = axes.length - 1; place >= 0; place--) {
    if (axes[place]!.id === id) return stride;
    stride *= axes[place]!.length;
  }
  return 0;
}

/** The place of a cell along each axis, e.g. for a label "seed 2 of 4". */
export function cellPlace<A extends Pick<Axis, 'length'>>(
  axes: readonly A[],
  cell: number,
): readonly { readonly axis: A; readonly at: number }[] {
  let rest = cell;
  const places: { axis: A; at: number }[] = [];
  for (let place = axes.length - 1; place >= 0; place--) {
    const axis = axes[place]!;
    places.unshift({ axis, at: rest % axis.length });
    rest = Math.floor(rest / axis.length);
  }
  return places;
}
