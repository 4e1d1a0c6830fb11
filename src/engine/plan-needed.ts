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
  let last = -1;
  let openCount = 0;
  const want = (index: number) => {
    if (wanted[index] === 1) return;
    wanted[index] = 1;
    openCount++;
    if (index > last) last = index;
  };
  for (const target of targets) want(target);
  const needed: number[] = [];
  const known: number[] = [];
  for (let index = last; openCount > 0; index--) {
    if (wanted[index] === 0) continue;
    openCount--;
    const step = steps[index]!;
    const knownCount = knownCountOf(step);
    if (knownCount > 0) known.push(index);
    if (knownCount === step.cellCount && step.cellCount > 0) continue;
    needed.push(index);
    for (const link of step.links) want(link.source);
  }
  return { needed: needed.reverse(), known: known.reverse() };
}
