import { ownPort } from './own-port.ts';
import type { Registry } from './registry.ts';
import { conversion } from './value.ts';
import { type Edge, edgeId, edgeInto, type PortAddress, type Workflow } from './workflow.ts';

export type Connection =
  | { readonly ok: true; readonly edge: Edge /** The edge that makes room. */; readonly replaces?: Edge }
  | { readonly ok: false; readonly code: 'unknown-port' | 'wrong-kind' | 'cycle'; readonly reason: string };

/** Whether an output may feed an input, with the edge to add or the reason why not. */
export function connectPorts(
  workflow: Workflow,
  registry: Registry,
  from: PortAddress,
  to: PortAddress,
): Connection {
  const kinds = kindRefusal(workflow, registry, from, to);
  if (kinds) return kinds;
  if (from.node === to.node) return { ok: false, code: 'cycle', reason: 'A node cannot feed itself.' };
  if (reaches(workflow, to.node, from.node)) {
    return {
      ok: false,
      code: 'cycle',
      reason: 'This edge would close a circle, and the node would wait for itself.',
    };
  }
  const occupant = edgeInto(workflow, to);
  return { ok: true, edge: { id: edgeId(from, to), from, to }, ...(occupant && { replaces: occupant }) };
}

/** Why these two ports do not fit by themselves, whatever else is connected; null when they do. */
export function kindRefusal(
  workflow: Workflow,
  registry: Registry,
  from: PortAddress,
  to: PortAddress,
): (Connection & { ok: false }) | null {
  const source = workflow.nodes.get(from.node);
  const target = workflow.nodes.get(to.node);
  const sourceType = source && registry.of(source);
  const targetType = target && registry.of(target);
  const output = sourceType && ownPort(sourceType.outputs, from.port);
  const input = targetType && ownPort(targetType.inputs, to.port);
  if (!output) {
    return {
      ok: false,
      code: 'unknown-port',
      reason: `“${sourceType?.title ?? from.node}” has no output “${from.port}”.`,
    };
  }
  if (!input) {
    return {
      ok: false,
      code: 'unknown-port',
      reason: `“${targetType?.title ?? to.node}” has no input “${to.port}”.`,
    };
  }
  if (conversion(output.kind, input.kind) !== undefined) return null;
  return {
    ok: false,
    code: 'wrong-kind',
    reason: `“${input.label}” of “${targetType.title}” takes ${input.kind}, but “${output.label}” of “${sourceType.title}” gives ${output.kind}.`,
  };
}

/** Whether edges lead from one node to another. */
export function reaches(workflow: Workflow, start: string, goal: string): boolean {
  const seen = new Set<string>([start]);
  const stack = [start];
  while (stack.length > 0) {
    const id = stack.pop()!;
    if (id === goal) return true;
    for (const edge of workflow.edgesOf.get(id)?.outputs ?? []) {
      if (seen.has(edge.to.node)) continue;
      seen.add(edge.to.node);
      stack.push(edge.to.node);
    }
  }
  return false;
}
