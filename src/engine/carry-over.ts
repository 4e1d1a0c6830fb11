import type { Edit } from './edits.ts';
import { ownPort } from './own-port.ts';
import { refuseParamValue } from './param-kinds.ts';
import type { Registry } from './registry.ts';
import type { Workflow } from './workflow.ts';

export interface CarryOver {
  /** Takes away what has no place at the node any more. */
  readonly edits: readonly Edit[];
  /** Params and ports that go, by name. */
  readonly lost: readonly string[];
  /** How many set params and connected ports stay. */
  readonly keptCount: number;
}

/** What of a node's params and edges its type still has, after another model gave it other ones. */
export function carryOver(workflow: Workflow, registry: Registry, nodeId: string): CarryOver {
  const node = workflow.nodes.get(nodeId);
  const type = node && registry.of(node);
  if (!type) return { edits: [], lost: [], keptCount: 0 };
  const edits: Edit[] = [];
  const lost: string[] = [];
  let keptCount = 0;
  for (const [param, value] of Object.entries(node.params)) {
    if (param === type.specialise?.by) continue;
    const declared = ownPort(type.params, param);
    if (declared && refuseParamValue(value, declared) === null) keptCount++;
    else {
      edits.push({ kind: 'set-param', node: nodeId, param, value: undefined });
      lost.push(param);
    }
  }
  for (const edge of workflow.edgesOf.get(nodeId)?.inputs ?? []) {
    if (ownPort(type.inputs, edge.to.port)) keptCount++;
    else {
      edits.push({ kind: 'remove-edge', id: edge.id });
      lost.push(edge.to.port);
    }
  }
  return { edits, lost, keptCount };
}
