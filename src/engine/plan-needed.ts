import type { Step } from './plan-step.ts';

/** Which steps of a plan run, and which ones it takes as they are. */
export interface NeededSteps {
  readonly needed: readonly number[];
  readonly known: readonly number[];
}

/** Walks back from the targets: a step runs if it is wanted and has a cell without a kept result. */
export function neededSteps(
  steps: readonly Step[],
  targets: readonly number[],
  knownCountOf: (step: Step) => number = ({ knownCount }) => knownCount,
): NeededSteps {
  const wanted = new Uint8Array(steps.length);
  for (const target of targets) wanted[target] = 1;
  const needed: number[] = [];
  const known: number[] = [];
  for (let index = steps.length - 1; index >= 0; index--) {
    if (wanted[index] === 0) continue;
    const step = steps[index]!;
    const knownCount = knownCountOf(step);
    if (knownCount > 0) known.push(index);
    if (knownCount === step.cellCount && step.cellCount > 0) continue;
    needed.push(index);
    for (const link of step.links) wanted[link.source] = 1;
  }
  return { needed: needed.reverse(), known: known.reverse() };
}
