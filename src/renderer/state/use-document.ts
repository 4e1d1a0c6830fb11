import { useStore } from 'zustand';
import type { Workflow, WorkflowNode } from '../../engine/workflow.ts';
import { activeTab, activeWorkflow, documentStore, type Tab } from './document-store.ts';

/** Reads something of the active workflow; the component renders again only when that something changes. */
export function useWorkflow<T>(select: (workflow: Workflow | undefined) => T): T {
  return useStore(documentStore, (state) => select(activeWorkflow(state)));
}

export function useActiveTab(): Tab | undefined {
  return useStore(documentStore, activeTab);
}

/** The stored value of one param, undefined where the default holds. */
export function useParam(nodeId: string, paramId: string): unknown {
  return useStore(documentStore, (state) => activeWorkflow(state)?.nodes.get(nodeId)?.params[paramId]);
}

export function useNode(nodeId: string): WorkflowNode | undefined {
  return useStore(documentStore, (state) => activeWorkflow(state)?.nodes.get(nodeId));
}
