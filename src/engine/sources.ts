import type { NodeType } from './define-node.ts';
import { ownPort } from './own-port.ts';
import type { Registry } from './registry.ts';
import { conversion } from './value.ts';
import type { Edge, Workflow, WorkflowNode } from './workflow.ts';

/** Where an input really gets its value from, once bypassed nodes on the way are looked through. */
export type Source =
  | { readonly kind: 'node'; readonly node: WorkflowNode; readonly port: string }
  /** A bypassed node on the way has nothing to pass on. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'dangling'; readonly edge: Edge };

/**
 * Follows an edge up to the node that makes the value. A bypassed node hands on its first connected input whose kind
 * fits the output asked of it.
 */
export function sourceOf(workflow: Workflow, registry: Registry, edge: Edge): Source {
  let current = edge;
  let bypassed: Set<string> | null = null;
  for (;;) {
    const node = workflow.nodes.get(current.from.node);
    if (!node) return { kind: 'dangling', edge: current };
    if (node.mode !== 'bypass') return { kind: 'node', node, port: current.from.port };
    const type = registry.of(node);
    const onward = type && passedThrough(workflow, type, node, current.from.port);
    if (!onward || bypassed?.has(node.id)) return { kind: 'nothing' };
    bypassed ??= new Set();
    bypassed.add(node.id);
    current = onward;
  }
}

function passedThrough(
  workflow: Workflow,
  type: NodeType,
  node: WorkflowNode,
  port: string,
): Edge | undefined {
  const output = ownPort(type.outputs, port);
  if (!output) return undefined;
  const edges = workflow.edgesOf.get(node.id)?.inputs ?? [];
  for (const id in type.inputs) {
    const edge = edges.find((candidate) => candidate.to.port === id);
    if (edge && conversion(type.inputs[id]!.kind, output.kind) === null) return edge;
  }
  return undefined;
}
