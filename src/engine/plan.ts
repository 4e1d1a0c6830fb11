import { KeyWriter } from './key-writer.ts';
import { neededSteps } from './plan-needed.ts';
import { addEstimates, planStep } from './plan-node.ts';
import type { PlanOptions } from './plan-options.ts';
import { orderNodes } from './plan-order.ts';
import type { Step } from './plan-step.ts';
import type { Problem } from './problem.ts';
import type { Registry } from './registry.ts';
import type { Workflow } from './workflow.ts';

/** What would run, in which order, under which keys, and what it would spend. */
export interface Plan {
  readonly workflow: Workflow;
  readonly options: PlanOptions;
  /** What the targets need, then what is only shown beside. */
  readonly steps: readonly Step[];
  /** How many of the steps the targets need; the others are never run. */
  readonly wantedCount: number;
  readonly indexOf: ReadonlyMap<string, number>;
  /** Four lanes per cell; a step's cells follow each other. */
  readonly keys: Int32Array;
  readonly cellCount: number;
  readonly targets: readonly number[];
  /** Steps with cells to run, in order. */
  readonly needed: readonly number[];
  /** Steps whose kept results this plan uses although it would run otherwise. */
  readonly known: readonly number[];
  /** Nodes that are muted or that cannot run without a muted one. */
  readonly dropped: ReadonlySet<string>;
  readonly dependents: Dependents;
  readonly problems: readonly Problem[];
  /** Those of them that are no step's. */
  readonly graphProblems: readonly Problem[];
}

/** For each step the steps that read it: `targets[from[i]…from[i+1])`, with the place of the link in the reader. */
export interface Dependents {
  readonly from: Int32Array;
  readonly targets: Int32Array;
  readonly links: Int32Array;
}

/** Everything that a plan would spend, summed over the cells that have no kept result. */
export interface Spending {
  readonly jobCount: number;
  readonly costUsd: number;
  readonly megapixels: number;
  /** Jobs whose price nobody knows; `costUsd` is without them. */
  readonly unpricedCount?: number;
  /** Takes that are paid for already: they are fetched, and cost nothing. */
  readonly fetchedCount?: number;
}

/**
 * Plans a workflow: which nodes the targets need, in what order, under which keys, with what problems and price.
 * Without targets, all nodes that are made to be looked at or kept. `shows` all nodes: those that no target needs are
 * planned too, without a say in what runs or may run. Linear in nodes, edges and cells; nothing runs.
 */
export function planWorkflow(
  workflow: Workflow,
  targets: readonly string[] | null,
  registry: Registry,
  options: PlanOptions,
  shows: 'targets' | 'all' = 'targets',
): Plan {
  const problems: Problem[] = [];
  const wanted = targets ?? defaultTargets(workflow, registry);
  if (wanted.length === 0) problems.push(nothingToRun(workflow, registry));
  for (const id of wanted) if (!workflow.nodes.has(id)) problems.push(unknownTarget(id));
  const { order, wantedCount, dropped } = orderNodes(workflow, registry, wanted, problems, shows);
  if (wantedCount === 0 && dropped.size > 0) problems.push(allMuted());

  const steps: Step[] = [];
  const indexOf = new Map<string, number>();
  const writer = new KeyWriter(order.length);
  const outputsOf = (source: number, cell: number) => steps[source]!.forecasts[cell];
  const shared = { options, steps, writer, outputsOf };
  let firstCell = 0;
  for (const ordered of order) {
    const { node } = ordered;
    const step = planStep({ ...shared, ordered, node, index: steps.length, firstCell });
    indexOf.set(node.id, steps.length);
    steps.push(step);
    firstCell += step.cellCount;
  }
  const targetSteps = wanted.map((id) => indexOf.get(id)).filter((index) => index !== undefined);
  const { needed, known } = neededSteps(steps, targetSteps);
  return {
    workflow,
    options,
    steps,
    wantedCount,
    indexOf,
    keys: writer.keys,
    cellCount: firstCell,
    targets: targetSteps,
    needed,
    known,
    dropped,
    dependents: dependentsOf(steps),
    problems: problemsOf(problems, steps, wantedCount),
    graphProblems: problems,
  };
}

/** What is wrong with a plan: with its graph, then with its steps in their order. */
export function problemsOf(
  graphProblems: readonly Problem[],
  steps: readonly Step[],
  wantedCount: number,
): readonly Problem[] {
  const problems = [...graphProblems];
  for (let index = 0; index < wantedCount; index++) problems.push(...steps[index]!.problems);
  return problems;
}

/** What the plan would spend if it ran now. */
export function spendingOf(plan: Plan): Spending {
  let spending: Spending = { jobCount: 0, costUsd: 0, megapixels: 0 };
  for (const index of plan.needed) {
    const { estimate } = plan.steps[index]!;
    if (estimate) spending = addEstimates(spending, estimate);
  }
  return spending;
}

/** Whether the plan may run: warnings do not stop it, errors do. */
export function isRunnable(plan: Plan): boolean {
  return plan.problems.every((problem) => problem.severity === 'warning');
}

/** Node ids that run when nobody names a target. */
export function defaultTargets(workflow: Workflow, registry: Registry): string[] {
  const ids: string[] = [];
  workflow.nodes.forEach((node) => {
    const type = registry.of(node);
    if (type?.isTarget && node.mode === undefined) ids.push(node.id);
  });
  return ids;
}

function dependentsOf(steps: readonly Step[]): Dependents {
  const from = new Int32Array(steps.length + 1);
  let linkCount = 0;
  for (const step of steps) {
    linkCount += step.links.length;
    for (const link of step.links) from[link.source + 1]!++;
  }
  for (let index = 0; index < steps.length; index++) from[index + 1]! += from[index]!;
  const next = from.slice();
  const targets = new Int32Array(linkCount);
  const links = new Int32Array(linkCount);
  for (const step of steps) {
    for (let place = 0; place < step.links.length; place++) {
      const at = next[step.links[place]!.source]!++;
      targets[at] = step.index;
      links[at] = place;
    }
  }
  return { from, targets, links };
}

function nothingToRun(workflow: Workflow, registry: Registry): Problem {
  const titles = registry.list.filter((type) => type.isTarget).map((type) => `“${type.title}”`);
  return {
    severity: 'error',
    code: 'nothing-to-run',
    message:
      workflow.nodes.size === 0
        ? 'The workflow is empty.'
        : 'No node of this workflow shows or keeps a result.',
    fix: `Add ${titles.slice(0, 3).join(' or ') || 'an output node'} and connect it.`,
  };
}

function allMuted(): Problem {
  return {
    severity: 'error',
    code: 'nothing-to-run',
    message: 'Everything that could run is muted or needs a muted node.',
    fix: 'Unmute a node.',
  };
}

function unknownTarget(id: string): Problem {
  return {
    severity: 'error',
    code: 'nothing-to-run',
    message: `There is no node “${id}” in this workflow.`,
    fix: 'Name a node that exists.',
  };
}
