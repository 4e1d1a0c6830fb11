import type { NodeType, PlainOutputs } from './define-node.ts';
import type { ResultStore } from './plan-options.ts';
import type { Step } from './plan-step.ts';

/** The kept result of one cell, if its type lets results be taken over. */
export function keptOutputs(
  results: ResultStore,
  keys: Int32Array,
  at: number,
  type: NodeType,
): PlainOutputs | undefined {
  return type.namesItself ? undefined : results.get(keys, at, type);
}

/** How many cells of a step have a kept result now. */
export function countKept(
  results: ResultStore,
  keys: Int32Array,
  { firstCell, cellCount, type }: Step,
): number {
  let count = 0;
  for (let cell = firstCell; cell < firstCell + cellCount; cell++) {
    if (keptOutputs(results, keys, 4 * cell, type) !== undefined) count++;
  }
  return count;
}
