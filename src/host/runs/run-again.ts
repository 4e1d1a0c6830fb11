import { keyText } from '../../engine/key.ts';
import type { Plan } from '../../engine/plan.ts';
import type { ResultStore } from '../../engine/plan-options.ts';

/**
 * The store without what these nodes, and all that read them, made before. What they make now is kept as usual.
 * `plan` tells under which keys that lies.
 */
export function withoutResultsOf(nodeIds: readonly string[], plan: Plan, results: ResultStore): ResultStore {
  const { dependents } = plan;
  const open = nodeIds.map((id) => plan.indexOf.get(id)).filter((index) => index !== undefined);
  const steps = new Set(open);
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (let at = dependents.from[index]!; at < dependents.from[index + 1]!; at++) {
      const reader = dependents.targets[at]!;
      if (!steps.has(reader)) open.push(reader);
      steps.add(reader);
    }
  }
  const hidden = new Set<string>();
  for (const index of steps) {
    const { firstCell, cellCount } = plan.steps[index]!;
    for (let cell = firstCell; cell < firstCell + cellCount; cell++) hidden.add(keyText(plan.keys, 4 * cell));
  }
  return {
    get: (keys, at, type) => (hidden.has(keyText(keys, at)) ? undefined : results.get(keys, at, type)),
    set(keys, at, type, outputs) {
      hidden.delete(keyText(keys, at));
      results.set(keys, at, type, outputs);
    },
  };
}
