import { cellCountOf, cellMap, cellPlace, joinAxes, MAX_CELLS, NO_AXES } from './axes.ts';
import type { Axis } from './axis.ts';
import type { NodeType } from './define-node.ts';
import { isOpenType } from './open-type.ts';
import { ownPort } from './own-port.ts';
import type { Feed } from './plan-order.ts';
import { isLinked, type Link, type Step } from './plan-step.ts';
import type { Problem } from './problem.ts';
import type { StepContext } from './step-context.ts';
import { conversion } from './value.ts';
import type { WorkflowNode } from './workflow.ts';

interface LinkedStep {
  readonly links: readonly Link[];
  readonly axes: readonly Axis[];
}

const NOTHING_LINKED: LinkedStep = { links: [], axes: NO_AXES };

/** The links of a node with the axes that they make it run over; what does not fit becomes a problem. */
export function linkStep(context: StepContext, type: NodeType, problems: Problem[]): LinkedStep {
  const { node } = context;
  const { feeds } = context.ordered;
  const drafts: Link[] = [];
  let hasAxes = false;
  for (const feed of feeds) {
    const link = draftLink(context, type, feed, drafts, problems);
    if (!link) continue;
    drafts.push(link);
    if (link.axes.length > 0) hasAxes = true;
  }
  for (const port in type.inputs) {
    if (type.inputs[port]!.required && !isLinked(drafts, port)) problems.push(missingInput(node, type, port));
  }
  if (drafts.length === 0) return NOTHING_LINKED;
  if (drafts.length > 1) sortByPort(drafts, type);
  if (!hasAxes) return { links: drafts, axes: NO_AXES };
  const joined = joinAxes(drafts.filter((link) => !link.collects).map((link) => link.axes));
  if (!joined.ok) {
    problems.push({
      severity: 'error',
      code: 'axis-mismatch',
      nodeId: node.id,
      message: joined.message,
      fix: 'Feed both inputs from the same list, or make the lists equally long.',
    });
    return { links: drafts.filter((link) => !link.collects), axes: NO_AXES };
  }
  const grids = [joined.axes, ...drafts.filter((link) => link.collects).map((link) => link.axes)];
  const tooLarge = grids.find((axes) => cellCountOf(axes) > MAX_CELLS);
  if (tooLarge) {
    problems.push(tooManyCells(node, tooLarge));
    return { links: drafts.filter((link) => !link.collects), axes: NO_AXES };
  }
  const links = drafts.map((link) =>
    link.collects ? link : { ...link, map: cellMap(link.axes, joined.axes) },
  );
  return { links, axes: joined.axes };
}

/** Ports in declared order: neither keys nor grids may depend on the order in which edges were drawn. */
function sortByPort(drafts: Link[], type: NodeType): void {
  const ports = Object.keys(type.inputs);
  drafts.sort((a, b) => ports.indexOf(a.port) - ports.indexOf(b.port));
}

function draftLink(
  { node, steps }: StepContext,
  type: NodeType,
  feed: Feed,
  drafts: readonly Link[],
  problems: Problem[],
): Link | null {
  const { source, port } = feed;
  const sourceStep = steps[source.index];
  if (!sourceStep) return null;
  const input = ownPort(type.inputs, port);
  const output = ownPort(source.type?.outputs, feed.sourcePort);
  const convert = input && output ? conversion(output.kind, input.kind) : undefined;
  if (!input || !output || convert === undefined || isLinked(drafts, port)) {
    const refusal = refuseFeed(type, feed, sourceStep);
    if (refusal) problems.push({ severity: 'error', nodeId: node.id, port, ...refusal });
    return null;
  }
  const list =
    output.axis === undefined
      ? null
      : listAxis(sourceStep, feed.sourcePort, output.axis, problems, node, port);
  return {
    port,
    source: source.index,
    sourcePort: feed.sourcePort,
    convert,
    collects: input.collects === true,
    axes: list ? [...sourceStep.axes, list] : sourceStep.axes,
    perCell: list ? list.length : 1,
    isList: list !== null,
    map: null,
  };
}

/** Why an edge cannot carry a value; null where the source is an unknown node, which has its own problem. */
function refuseFeed(
  type: NodeType,
  { port, source, sourcePort }: Feed,
  sourceStep: Step,
): Pick<Problem, 'code' | 'message' | 'fix'> | null {
  const input = ownPort(type.inputs, port);
  const reconnect = 'Remove the edge and connect it again.';
  if (!input && isOpenType(type)) return null;
  if (!input)
    return { code: 'unknown-port', message: `“${type.title}” has no input “${port}”.`, fix: reconnect };
  if (!source.type) return null;
  const title = source.node.title ?? sourceStep.type.title;
  const output = ownPort(source.type.outputs, sourcePort);
  if (!output)
    return { code: 'unknown-port', message: `“${title}” has no output “${sourcePort}”.`, fix: reconnect };
  if (conversion(output.kind, input.kind) === undefined) {
    return {
      code: 'wrong-kind',
      message: `“${input.label}” takes ${input.kind}, but “${output.label}” of “${title}” gives ${output.kind}.`,
      fix: `Connect an output that gives ${input.kind}.`,
    };
  }
  return {
    code: 'occupied-input',
    message: `Two edges lead into “${input.label}”.`,
    fix: 'Keep one of them.',
  };
}

function listAxis(
  step: Step,
  port: string,
  name: string,
  problems: Problem[],
  reader: WorkflowNode,
  readerPort: string,
): Axis {
  const axis = emittedAxis(step, port, name);
  if (axis.length === 0 && isSound(step)) {
    problems.push({
      severity: 'error',
      nodeId: reader.id,
      port: readerPort,
      code: 'bad-input',
      message: `The list “${name}” of “${step.identity.title}” is empty.`,
      fix: 'Give it at least one value.',
    });
  }
  return axis;
}

/** The axis `name` along which an output gives a list; of no length where the node has an error. */
export function emittedAxis(step: Step, port: string, name: string): Axis {
  const wired = (input: string) => isLinked(step.links, input);
  const args = { inputs: {}, params: step.params, node: step.identity, key: '', wired };
  const length = isSound(step) ? (step.type.axisLength?.(port, args) ?? 0) : 0;
  const items = length > 0 ? step.type.axisItems?.(port, args) : undefined;
  return { id: `${step.node.id}.${name}`, label: name, length, ...(items && { items }) };
}

const isSound = ({ problems }: Step) => problems.every(({ severity }) => severity === 'warning');

function missingInput(node: WorkflowNode, type: NodeType, port: string): Problem {
  const input = type.inputs[port]!;
  return {
    severity: 'error',
    code: 'missing-input',
    nodeId: node.id,
    port,
    message: `“${input.label}” of “${node.title ?? type.title}” is not connected.`,
    fix: `Connect an output that gives ${input.kind}.`,
  };
}

function tooManyCells(node: WorkflowNode, axes: readonly Axis[]): Problem {
  const product = cellPlace(axes, 0)
    .map(({ axis }) => `${axis.length} ${axis.label}`)
    .join(' × ');
  return {
    severity: 'error',
    code: 'too-many-jobs',
    nodeId: node.id,
    message: `The lists combine to ${product}, more than ${MAX_CELLS} runs of one node.`,
    fix: 'Shorten one of the lists.',
  };
}
