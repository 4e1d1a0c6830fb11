import type { Workflow } from '../../engine/workflow.ts';
import { activeWorkflow, documentStore } from './document-store.ts';

const listenersOf = new Map<string, Set<() => void>>();

/** Calls back when this node of the active workflow, or an edge at it, has changed, come or gone. */
export function onNodeChange(nodeId: string, listener: () => void): () => void {
  const listeners = listenersOf.get(nodeId) ?? new Set();
  listenersOf.set(nodeId, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && listenersOf.get(nodeId) === listeners) listenersOf.delete(nodeId);
  };
}

documentStore.subscribe((state, before) => {
  const [after, earlier] = [activeWorkflow(state), activeWorkflow(before)];
  if (after === earlier) return;
  const ids =
    after && earlier && after.id === earlier.id ? changedIds(after, earlier) : [...listenersOf.keys()];
  for (const id of ids) for (const listener of listenersOf.get(id) ?? []) listener();
});

function changedIds(after: Workflow, before: Workflow): Set<string> {
  const nodes = after.nodes.changedSince(before.nodes);
  const edges = after.edgesOf.changedSince(before.edgesOf);
  const ids = new Set<string>();
  for (const list of [nodes.changed, nodes.removed, edges.changed, edges.removed]) {
    for (const { id } of list) ids.add(id);
  }
  return ids;
}
