import { countKept, keptOutputs } from './kept-outputs.ts';
import { KeyWriter } from './key-writer.ts';
import type { Plan } from './plan.ts';
import { emittedAxis } from './plan-links.ts';
import { neededSteps } from './plan-needed.ts';
import { computeStep } from './plan-node.ts';
import type { Step } from './plan-step.ts';
import type { Problem } from './problem.ts';
import type { Registry } from './registry.ts';
import { isSameJson } from './share-json.ts';
import type { Workflow } from './workflow.ts';

/**
 * The plan of an edited workflow, made from the plan before it: only what the edit touches and what depends on it is
 * planned anew. Returns null when edges, nodes, modes or lists changed and the whole has to be planned again. The cost
 * grows with what changed, not with the graph, when the plan before has been run.
 */
export function replanWorkflow(before: Plan, workflow: Workflow, registry: Registry): Plan | null {
  const edited = editedSteps(before, workflow, registry);
  if (edited === null) return null;
  if (edited.length === 0) return { ...before, workflow };
  const affected = downstream(before, edited);
  return affected.some((index) => hasErrors(before.steps[index]!))
    ? null
    : replanSteps(before, workflow, affected);
}

/** The steps of nodes that an edit touched; null where more than steps has changed. */
export function editedSteps(before: Plan, workflow: Workflow, registry: Registry): number[] | null {
  if (before.workflow.edges !== workflow.edges) return null;
  const { changed, removed } = workflow.nodes.changedSince(before.workflow.nodes);
  if (removed.length > 0) return null;
  const edited: number[] = [];
  for (const node of changed) {
    const former = before.workflow.nodes.get(node.id);
    if (!former || former.type !== node.type || former.mode !== node.mode) return null;
    if (former.typeVersion !== node.typeVersion || registry.of(former) !== registry.of(node)) return null;
    if (former.title !== node.title && tellsNames(before)) return null;
    const index = before.indexOf.get(node.id);
    if (index === undefined) continue;
    if (former.params !== node.params || former.title !== node.title) edited.push(index);
  }
  return edited;
}

/** Whether something is wrong, which may be told with the names of nodes. */
const tellsNames = ({ graphProblems, steps }: Plan): boolean =>
  graphProblems.length > 0 || steps.some(({ problems }) => problems.length > 0);

/** The dirty steps and all that read them, in plan order. */
function downstream({ dependents }: Plan, dirty: readonly number[]): number[] {
  const found = new Set<number>(dirty);
  const open = [...dirty];
  while (open.length > 0) {
    const index = open.pop()!;
    for (let at = dependents.from[index]!; at < dependents.from[index + 1]!; at++) {
      const reader = dependents.targets[at]!;
      if (found.has(reader)) continue;
      found.add(reader);
      open.push(reader);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * The plan with these steps, which have no errors, computed anew; the others stay as they are. What was needed before
 * is trusted to be needed still, and targets that were not to have their results. Null where a list may have changed,
 * or where a step is needed now whose forecasts and price date from before a run.
 */
export function replanSteps(before: Plan, workflow: Workflow, affected: readonly number[]): Plan | null {
  const { options } = before;
  const steps = before.steps.slice();
  const writer = KeyWriter.copyOf(before.keys);
  const isAffected = flags(steps.length, affected);
  const outputsOf = (source: number, cell: number) => {
    const step = steps[source]!;
    const { forecasts } = step;
    if (isAffected[source] === 1 || hasErrors(step)) return forecasts[cell];
    return keptOutputs(options.results, writer.keys, step, cell) ?? forecasts[cell];
  };
  const outdated = new Set<Problem>();
  const added: Problem[] = [];
  for (const index of affected) {
    const former = steps[index]!;
    const node = workflow.nodes.get(former.node.id)!;
    const { firstCell } = former;
    const context = { node, index, firstCell, options, steps, writer, outputsOf };
    const step = computeStep(context, former.type, former.links, former.axes, former.linkProblems);
    if (hasOtherLists(former, step)) return null;
    steps[index] = step;
    for (const problem of former.problems) outdated.add(problem);
    for (const problem of step.problems) added.push(problem);
  }
  const isTarget = flags(steps.length, before.targets);
  const wasNeeded = flags(steps.length, before.needed);
  const isOpen = (index: number) => {
    const { stillValid, namesItself } = steps[index]!.type;
    return isAffected[index] === 1 || wasNeeded[index] === 1 || stillValid !== undefined || namesItself;
  };
  let isStale = false;
  const { needed, known } = neededSteps(steps, before.targets.filter(isOpen), (step) => {
    const { index, knownCount, cellCount, type } = step;
    if (isAffected[index] === 1 || wasNeeded[index] === 1) return knownCount;
    if (isTarget[index] === 1 && !type.namesItself) return cellCount;
    const count = countKept(options.results, writer.keys, step);
    if (count < cellCount) isStale = true;
    return count;
  });
  if (isStale) return null;
  const stay = outdated.size === 0 ? before.problems : before.problems.filter((one) => !outdated.has(one));
  return {
    ...before,
    workflow,
    steps,
    keys: writer.keys,
    needed,
    known: known.filter((index) => isAffected[index] === 1 || steps[index]!.type.stillValid),
    problems: added.length === 0 ? stay : [...stay, ...added],
  };
}

function flags(length: number, indexes: readonly number[]): Uint8Array {
  const found = new Uint8Array(length);
  for (const index of indexes) found[index] = 1;
  return found;
}

const hasErrors = ({ problems }: Step) => problems.some((problem) => problem.severity === 'error');

/** Whether a list that this step emits is another one now, which would change the grids of its readers. */
export function hasOtherLists(former: Step, step: Step): boolean {
  const { outputs } = step.type;
  for (const port in outputs) {
    const name = outputs[port]!.axis;
    if (name === undefined) continue;
    // An empty list is told, unless its node has an error of its own.
    if (hasErrors(former) !== hasErrors(step)) return true;
    if (!isSameJson(emittedAxis(former, port, name), emittedAxis(step, port, name))) return true;
  }
  return false;
}
