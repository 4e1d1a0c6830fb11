import type { PlainOutputs } from './define-node.ts';
import type { ResultStore } from './plan-options.ts';
import type { Step } from './plan-step.ts';

/** What stands in for one cell or its kept result, if its type lets results be taken over. */
export function keptOutputs(
  results: ResultStore,
  keys: Int32Array,
  { type, firstCell, pinned }: Pick<Step, 'type' | 'firstCell' | 'pinned'>,
  cell: number,
): PlainOutputs | undefined {
  const pin = pinned?.get(cell);
  if (pin !== undefined || type.namesItself) return pin;
  return results.get(keys, 4 * (firstCell + cell), type);
}

/** How many cells of a step have a kept result now. */
export function countKept(results: ResultStore, keys: Int32Array, step: Step): number {
  let count = 0;
  for (let cell = 0; cell < step.cellCount; cell++) {
    if (keptOutputs(results, keys, step, cell) !== undefined) count++;
  }
  return count;
}
