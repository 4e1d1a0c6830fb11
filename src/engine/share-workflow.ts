import { isSameJson, shareJson } from './share-json.ts';
import type { Table } from './table.ts';
import type { Edge, Workflow, WorkflowNode } from './workflow.ts';

/**
 * The later of two versions of a workflow, with nodes, params and edges that are the same taken from the earlier one, so
 * that what is another object has changed.
 */
export function shareWorkflow(before: Workflow, now: Workflow): Workflow {
  const nodes = shareTable(before.nodes, now.nodes, shareNode);
  const edges = shareTable(before.edges, now.edges, (former: Edge, edge) => shareJson(former, edge));
  return edges === before.edges
    ? { ...now, nodes, edges, edgesOf: before.edgesOf }
    : { ...now, nodes, edges: now.edges };
}

function shareNode(former: WorkflowNode, node: WorkflowNode): WorkflowNode {
  if (former.params === node.params) return isSameJson(former, node) ? former : node;
  return shareJson(former, node);
}

/** The earlier table where it holds the same in the same order; else one that has its items where they are the same. */
function shareTable<T extends { readonly id: string }>(
  before: Table<T>,
  now: Table<T>,
  share: (former: T, item: T) => T,
): Table<T> {
  if (now === before) return before;
  const { changed } = now.changedSince(before);
  const shared = changed.map((item) => {
    const former = before.get(item.id);
    return former === undefined ? item : share(former, item);
  });
  const withShared = (table: Table<T>) =>
    shared.reduce((sum, item) => (sum.get(item.id) === item ? sum : sum.set(item)), table);
  return now.hasIdsOf(before) ? withShared(before) : withShared(now);
}
