import { cellCountOf, NO_AXES } from './axes.ts';
import type { Axis } from './axis.ts';
import type { Estimate, NodeType, PlainOutputs, PlainPlanArgs } from './define-node.ts';
import { keptOutputs } from './kept-outputs.ts';
import { keyText } from './key.ts';
import { placesOf } from './places.ts';
import { findProblems } from './plan-findings.ts';
import { linkStep } from './plan-links.ts';
import { Outside } from './plan-outside.ts';
import { isLinked, type Link, linkValue, type Step } from './plan-step.ts';
import { failureOfBug, isFailure, type Problem, problemOfFailure } from './problem.ts';
import { resolveParams } from './resolve-params.ts';
import type { StepContext } from './step-context.ts';
import type { RequestValue } from './value.ts';
import type { WorkflowNode } from './workflow.ts';

const NO_PROBLEMS: Problem[] = [];

/** Plans one node after all that feed it: links, axes, params, keys, forecasts, checks and price. */
export function planStep(context: StepContext): Step {
  const {
    node,
    ordered: { type },
  } = context;
  if (!type) return placeholderStep(context, unknownType(node));
  if (node.typeVersion > type.version) return placeholderStep(context, newerNode(node, type));
  const problems: Problem[] = [];
  const { links, axes } = linkStep(context, type, problems);
  return computeStep(context, type, links, axes, problems.length === 0 ? NO_PROBLEMS : problems);
}

/** The part of planning that depends on params, facts and results, not on edges: what a changed param redoes. */
export function computeStep(
  context: Omit<StepContext, 'ordered'>,
  type: NodeType,
  links: readonly Link[],
  axes: readonly Axis[],
  linkProblems: readonly Problem[],
): Step {
  const { node, index, firstCell, options, writer, outputsOf } = context;
  const problems = [...linkProblems];
  const outside = new Outside(options, node.id);
  const { hasher } = writer;
  hasher.start();
  hasher.text(type.id);
  hasher.word(type.version);
  if (type.effect === 'spend') hasher.text(options.provider);
  // The title may be part of a file's name.
  if (type.effect === 'write') hasher.text(node.title ?? type.title);
  const params = resolveParams(node, type, links, options.facts, hasher, problems);
  const cellCount = cellCountOf(axes);
  writer.reserve(firstCell + cellCount);
  writeKeys(context, links, cellCount);
  const identity = { id: node.id, title: node.title ?? type.title };
  const forecasts: (PlainOutputs | undefined)[] = new Array(cellCount);
  const paramsAreGood = problems.length === 0;
  const pinned = type.effect === 'spend' ? pinCells(context, axes, problems) : null;
  const known = cellCount > 1 ? new Uint8Array(cellCount) : null;
  let knownCount = 0;
  let estimate: Estimate | null = null;
  let estimates: (Estimate | null)[] | null = null;
  for (let cell = 0; cell < cellCount; cell++) {
    const isPinned = pinned?.has(cell) === true;
    const kept =
      paramsAreGood || isPinned
        ? keptOutputs(options.results, writer.keys, { type, firstCell, pinned }, cell)
        : undefined;
    forecasts[cell] = kept;
    if (kept !== undefined) {
      knownCount++;
      if (known) known[cell] = 1;
    }
    if (!paramsAreGood || isPinned) continue;
    if (!type.check && (kept !== undefined || (!type.derive && !type.forecast && !type.estimate))) continue;
    const inputs: Record<string, unknown> = {};
    let complete = true;
    for (const link of links) {
      const value = linkValue(link, cell, outputsOf);
      if (value === undefined) complete = false;
      else inputs[link.port] = value;
    }
    const key = keyText(writer.keys, 4 * (firstCell + cell));
    const wired = (port: string) => isLinked(links, port);
    const args = {
      inputs,
      params,
      node: identity,
      key,
      wired,
      get terms() {
        return outside.terms();
      },
      isPaid: (request: RequestValue) => outside.isPaid(request),
    };
    try {
      if (type.check) {
        const places = axes.length > 0 ? placesOf(axes, cell) : undefined;
        findProblems(type, args, problems, { isKept: kept !== undefined, ...(places && { places }) });
      }
      if (kept !== undefined) continue;
      if (complete) forecasts[cell] = foresee(type, args, problems);
      const spent = type.estimate?.(args);
      if (!spent) continue;
      estimate = estimate ? addEstimates(estimate, spent) : spent;
      estimates ??= new Array(cellCount).fill(null);
      estimates[cell] = spent;
    } catch (error) {
      problems.push(problemOfFailure(failureOfBug(error), node.id));
    }
  }
  return {
    index,
    node,
    type,
    params,
    identity,
    links,
    axes,
    cellCount,
    firstCell,
    forecasts,
    knownCount,
    known: knownCount === 0 || knownCount === cellCount ? null : known,
    pinned,
    estimate,
    estimates,
    problems: problems.length === 0 ? NO_PROBLEMS : problems,
    linkProblems,
    asked: outside.asked,
  };
}

/**
 * The takes that stand in for cells of a node. They give these cells keys of their own, so that what is made from a pinned
 * take never mixes with what is made without it.
 */
function pinCells(
  { node, options, writer, firstCell }: Pick<StepContext, 'node' | 'options' | 'writer' | 'firstCell'>,
  axes: readonly Axis[],
  problems: Problem[],
): ReadonlyMap<number, PlainOutputs> | null {
  const pinAt = options.pinsOf?.(node.id);
  if (!pinAt) return null;
  const pinned = new Map<number, PlainOutputs>();
  const cellCount = cellCountOf(axes);
  for (let cell = 0; cell < cellCount; cell++) {
    const outputs = pinAt(placesOf(axes, cell));
    if (isFailure(outputs)) problems.push(problemOfFailure(outputs, node.id));
    else if (outputs) {
      pinned.set(cell, outputs);
      writer.hasher.start();
      writer.hasher.text('pinned take');
      writer.hasher.data(outputs);
      writer.hasher.finish(writer.keys, 4 * (firstCell + cell));
    }
  }
  return pinned.size === 0 ? null : pinned;
}

/** What a sound node will give for these inputs, as far as it can tell. */
function foresee(type: NodeType, args: PlainPlanArgs, problems: Problem[]): PlainOutputs | undefined {
  if (problems.some((problem) => problem.severity === 'error')) return undefined;
  const { inputs, params, node } = args;
  const outputs = type.derive ? type.derive({ inputs, params, node }) : type.forecast?.(args);
  if (!isFailure(outputs)) return outputs;
  problems.push(problemOfFailure(outputs, node.id));
  return undefined;
}

/** What two things spend together. */
export function addEstimates(a: Estimate, b: Estimate): Estimate {
  const unpricedCount = (a.unpricedCount ?? 0) + (b.unpricedCount ?? 0);
  const fetchedCount = (a.fetchedCount ?? 0) + (b.fetchedCount ?? 0);
  return {
    jobCount: a.jobCount + b.jobCount,
    costUsd: a.costUsd + b.costUsd,
    megapixels: a.megapixels + b.megapixels,
    ...(unpricedCount > 0 && { unpricedCount }),
    ...(fetchedCount > 0 && { fetchedCount }),
  };
}

/** The key of each cell: the node's own part, then for each input its port, its source's key and place in a list. */
function writeKeys(
  { steps, writer, firstCell }: Pick<StepContext, 'steps' | 'writer' | 'firstCell'>,
  links: readonly Link[],
  cellCount: number,
): void {
  const { hasher, keys } = writer;
  const { a, b, c, d } = hasher;
  for (let cell = 0; cell < cellCount; cell++) {
    hasher.a = a;
    hasher.b = b;
    hasher.c = c;
    hasher.d = d;
    for (const link of links) {
      hasher.text(link.port);
      hasher.text(link.sourcePort);
      const first = steps[link.source]!.firstCell;
      const count = link.collects ? cellCountOf(link.axes) : 1;
      for (let collected = 0; collected < count; collected++) {
        const place = link.collects ? collected : link.map === null ? cell : link.map[cell]!;
        const item = link.isList ? link.axes.at(-1)!.items?.[place % link.perCell] : undefined;
        if (item) {
          hasher.text(item.key);
          continue;
        }
        const at = 4 * (first + (link.isList ? Math.floor(place / link.perCell) : place));
        hasher.word(keys[at]!);
        hasher.word(keys[at + 1]!);
        hasher.word(keys[at + 2]!);
        hasher.word(keys[at + 3]!);
        if (link.isList) hasher.word(place % link.perCell);
      }
    }
    hasher.finish(keys, 4 * (firstCell + cell));
  }
}

function placeholderStep({ node, index, firstCell, writer }: StepContext, problem: Problem): Step {
  writer.reserve(firstCell + 1);
  const type: NodeType = {
    id: node.type,
    version: 1,
    title: node.title ?? node.type,
    category: 'Flow',
    help: '',
    inputs: {},
    outputs: {},
    params: {},
  };
  return {
    index,
    node,
    type,
    params: {},
    identity: { id: node.id, title: type.title },
    links: [],
    axes: NO_AXES,
    cellCount: 1,
    firstCell,
    forecasts: [undefined],
    knownCount: 0,
    known: null,
    pinned: null,
    estimate: null,
    estimates: null,
    problems: [problem],
    linkProblems: NO_PROBLEMS,
    asked: null,
  };
}

function unknownType(node: WorkflowNode): Problem {
  return {
    severity: 'error',
    code: 'unknown-node-type',
    nodeId: node.id,
    message: `This Blockout has no node type “${node.type}”.`,
    fix: 'Replace the node, or update Blockout. Saving keeps it as it is.',
  };
}

function newerNode(node: WorkflowNode, type: NodeType): Problem {
  return {
    severity: 'error',
    code: 'newer-node',
    nodeId: node.id,
    message: `“${type.title}” was saved in version ${node.typeVersion}; this Blockout knows version ${type.version}.`,
    fix: 'Update Blockout, or replace the node.',
  };
}
