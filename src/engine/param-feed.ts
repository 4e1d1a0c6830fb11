import type { NodeType } from './define-node.ts';
import { type Edge, edgeInto, type Workflow } from './workflow.ts';

/**
 * The edge whose value stands in place of the param's own: into a port of the same id, else into the one that brings it
 * along. Undefined where the param's own counts.
 */
export function feedOfParam(
  workflow: Workflow,
  nodeId: string,
  type: NodeType,
  paramId: string,
): Edge | undefined {
  const into = (port: string | undefined) =>
    port !== undefined && type.inputs[port] ? edgeInto(workflow, { node: nodeId, port }) : undefined;
  return into(paramId) ?? into(type.params[paramId]?.comesWith);
}
