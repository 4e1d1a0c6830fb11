import { useCallback, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { feedOfParam } from '../../engine/param-feed.ts';
import type { Edge, Workflow, WorkflowNode } from '../../engine/workflow.ts';
import { activeTab, activeWorkflow, documentStore, type Tab } from './document-store.ts';
import { onNodeChange } from './node-changes.ts';
import { registry } from './registry.ts';

/** Reads something of the active workflow; the component renders again only when that something changes. */
export function useWorkflow<T>(select: (workflow: Workflow | undefined) => T): T {
  return useStore(documentStore, (state) => select(activeWorkflow(state)));
}

export function useActiveTab(): Tab | undefined {
  return useStore(documentStore, activeTab);
}

/**
 * Reads something of one node of the active workflow or of its edges. It is asked again only when these change, so that
 * an edit costs the same however many nodes are shown.
 */
export function useOfNode<T>(nodeId: string, select: (workflow: Workflow | undefined) => T): T {
  const subscribe = useCallback((listener: () => void) => onNodeChange(nodeId, listener), [nodeId]);
  return useSyncExternalStore(subscribe, () => select(activeWorkflow(documentStore.getState())));
}

/** The stored value of one param, undefined where the default holds. */
export function useParam(nodeId: string, paramId: string): unknown {
  return useOfNode(nodeId, (workflow) => workflow?.nodes.get(nodeId)?.params[paramId]);
}

/** The edge whose value stands in place of a param's own, so that its row can show the source. */
export function useFeed(nodeId: string, paramId: string): Edge | undefined {
  return useOfNode(nodeId, (workflow) => {
    const node = workflow?.nodes.get(nodeId);
    const type = node && registry.of(node);
    return workflow && type && feedOfParam(workflow, nodeId, type, paramId);
  });
}

export function useNode(nodeId: string): WorkflowNode | undefined {
  return useOfNode(nodeId, (workflow) => workflow?.nodes.get(nodeId));
}
