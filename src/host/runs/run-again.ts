import { keyText } from '../../engine/key.ts';
import type { Plan } from '../../engine/plan.ts';
import type { PlanOptions } from '../../engine/plan-options.ts';

/** The options of a plan in which nodes start over, and the steps that then have other results. */
export interface StartedOver {
  readonly options: PlanOptions;
  readonly steps: readonly number[];
}

/**
 * Plans without what these nodes, and all that read them, made before, and without takes of theirs that are paid for.
 * What they make now is kept as usual.
 */
export function withoutResultsOf(nodeIds: readonly string[], plan: Plan): StartedOver {
  const { dependents, options } = plan;
  const { results, isPaid } = options;
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
  const startOver = new Set(nodeIds);
  return {
    steps: [...steps],
    options: {
      ...options,
      results: {
        get: (keys, at, type) => (hidden.has(keyText(keys, at)) ? undefined : results.get(keys, at, type)),
        set(keys, at, type, outputs) {
          hidden.delete(keyText(keys, at));
          results.set(keys, at, type, outputs);
        },
      },
      isPaid: (request, nodeId) => !startOver.has(nodeId) && isPaid?.(request, nodeId) === true,
    },
  };
}
