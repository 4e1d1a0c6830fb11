import { keptOutputs } from './kept-outputs.ts';
import { KeyWriter } from './key-writer.ts';
import { type Plan, problemsOf } from './plan.ts';
import { neededSteps } from './plan-needed.ts';
import { computeStep } from './plan-node.ts';
import type { PlanOptions } from './plan-options.ts';
import { hasSameMark, isAnsweredOtherwise } from './plan-outside.ts';
import type { Step } from './plan-step.ts';
import type { Registry } from './registry.ts';
import { editedSteps, hasOtherLists } from './replan.ts';
import { readsOtherFacts } from './resolve-params.ts';
import { isSameJson } from './share-json.ts';
import type { Workflow } from './workflow.ts';

/**
 * What `planWorkflow` would give now, made from a plan of the same targets that was never run: only steps whose node,
 * files, kept results, pins, terms or payments have changed since are planned anew, and what reads these. Files and
 * params count as changed where they are other objects, so who asks shares what is equal. Null where the whole has to be
 * planned again.
 */
export function refreshPlan(
  before: Plan,
  workflow: Workflow,
  registry: Registry,
  options: PlanOptions,
): Plan | null {
  if (before.options.provider !== options.provider) return null;
  const edited = editedSteps(before, workflow, registry);
  return edited && planAnew(before, workflow, options, [...edited, ...outdatedSteps(before, options)]);
}

/**
 * The plan with these steps planned anew, and what reads them as far as it has other keys or forecasts then. Null where a
 * list of one of them is another now.
 */
export function planAnew(
  before: Plan,
  workflow: Workflow,
  options: PlanOptions,
  outdated: readonly number[],
): Plan | null {
  if (outdated.length === 0) return { ...before, workflow, options };
  const steps = before.steps.slice();
  const writer = KeyWriter.copyOf(before.keys);
  const outputsOf = (source: number, cell: number) => steps[source]!.forecasts[cell];
  const isOutdated = new Uint8Array(steps.length);
  for (const index of outdated) isOutdated[index] = 1;
  for (let index = 0; index < steps.length; index++) {
    if (isOutdated[index] === 0) continue;
    const former = steps[index]!;
    const node = workflow.nodes.get(former.node.id)!;
    const context = { node, index, firstCell: former.firstCell, options, steps, writer, outputsOf };
    const step = computeStep(context, former.type, former.links, former.axes, former.linkProblems);
    if (hasOtherLists(former, step)) return null;
    steps[index] = step;
    if (givesSame(former, step, before.keys, writer.keys)) continue;
    const { from, targets } = before.dependents;
    for (let at = from[index]!; at < from[index + 1]!; at++) isOutdated[targets[at]!] = 1;
  }
  const { graphProblems, wantedCount, targets } = before;
  return {
    ...before,
    workflow,
    options,
    steps,
    keys: writer.keys,
    ...neededSteps(steps, targets),
    problems: problemsOf(graphProblems, steps, wantedCount),
  };
}

/** Steps that stood on something about the world that is otherwise now. */
function outdatedSteps({ steps, keys, options: before }: Plan, now: PlanOptions): number[] {
  const outdated: number[] = [];
  const hasOtherFacts = before.facts !== now.facts;
  const isMarked = hasSameMark(before, now);
  for (const step of steps) {
    if (
      before.pinsOf?.(step.node.id) ||
      now.pinsOf?.(step.node.id) ||
      (hasOtherFacts && readsOtherFacts(step.node, step.type, before.facts, now.facts)) ||
      (step.asked !== null && isAnsweredOtherwise(step.asked, step.node.id, before, now)) ||
      (!(isMarked && step.knownCount === 0) && hasOtherResults(step, keys, now))
    )
      outdated.push(step.index);
  }
  return outdated;
}

function hasOtherResults(step: Step, keys: Int32Array, { results }: PlanOptions): boolean {
  const { forecasts, cellCount, knownCount } = step;
  let count = 0;
  for (let cell = 0; cell < cellCount; cell++) {
    const kept = keptOutputs(results, keys, step, cell);
    if (kept === undefined) continue;
    if (kept !== forecasts[cell]) return true;
    count++;
  }
  return count !== knownCount;
}

/** Whether what reads a step finds the same: equal keys and forecasts. */
function givesSame(former: Step, step: Step, keysBefore: Int32Array, keys: Int32Array): boolean {
  const end = 4 * (step.firstCell + step.cellCount);
  for (let lane = 4 * step.firstCell; lane < end; lane++) if (keys[lane] !== keysBefore[lane]) return false;
  return isSameJson(former.forecasts, step.forecasts);
}
