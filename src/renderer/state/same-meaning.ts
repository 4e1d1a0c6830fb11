import type { Workflow, WorkflowNode } from '../../engine/workflow.ts';
import { registry } from './registry.ts';

/**
 * Whether two versions of a workflow would do the same: same nodes with the same params and modes, same edges. Places,
 * sizes, groups, notes and the form don't count, and names only where a file is called after its node, unless
 * `doNamesCount`.
 */
export function hasSameMeaning(a: Workflow, b: Workflow, doNamesCount = false): boolean {
  if (a === b) return true;
  const nodes = a.nodes.changedSince(b.nodes);
  const edges = a.edges.changedSince(b.edges);
  if (nodes.removed.length + edges.removed.length > 0 || edges.changed.some(({ id }) => !b.edges.has(id)))
    return false;
  return nodes.changed.every((node) => {
    const former = b.nodes.get(node.id);
    return former !== undefined && isSameStep(node, former, doNamesCount);
  });
}

function isSameStep(node: WorkflowNode, former: WorkflowNode, doNamesCount: boolean): boolean {
  if (node.type !== former.type || node.typeVersion !== former.typeVersion || node.mode !== former.mode)
    return false;
  if (node.title !== former.title && (doNamesCount || registry.of(node)?.effect === 'write')) return false;
  return node.params === former.params || JSON.stringify(node.params) === JSON.stringify(former.params);
}
