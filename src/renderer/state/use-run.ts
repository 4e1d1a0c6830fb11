import { useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../engine/problem.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { cellRun } from './cell-values.ts';
import { activeWorkflow, documentStore } from './document-store.ts';
import { type CellRun, NOT_RUN } from './node-run.ts';
import { hasOldCells, type NodeSummary, stateOf, summaryOf } from './node-summary.ts';
import type { NodePlan } from './plan-summary.ts';
import { NO_RUN, runStore, type TabRun } from './run-store.ts';
import { hasSameMeaning } from './same-meaning.ts';

/** The open tab alone: edits do not concern those who only ask for it. */
const activeIdStore = createStore(() => ({ id: documentStore.getState().activeId }));
documentStore.subscribe(({ activeId }) => {
  if (activeId !== activeIdStore.getState().id) activeIdStore.setState({ id: activeId });
});

let asked: { readonly a: Workflow; readonly b: Workflow; readonly answer: boolean } | undefined;

/** `hasSameMeaning` with its last answer kept, since every card asks. */
function isAsRun(a: Workflow, b: Workflow): boolean {
  if (asked?.a !== a || asked.b !== b) asked = { a, b, answer: hasSameMeaning(a, b) };
  return asked.answer;
}

const NEVER = () => () => {};
const NO_PROBLEMS: readonly Problem[] = [];

/** Reads something of the active tab's run. */
export function useTabRun<T>(select: (run: TabRun) => T): T {
  const tabId = useStore(activeIdStore, ({ id }) => id);
  return useStore(runStore, (state) => select((tabId !== null && state.byTab[tabId]) || NO_RUN));
}

/** How the shown cell of a node stands. */
export function useCellRun(nodeId: string): CellRun {
  return useTabRun((run) => cellRun(run, nodeId));
}

/** The state of a node as a whole. */
export function useNodeState(nodeId: string): CellRun['state'] {
  return useTabRun(({ nodes, plan }) => stateOf(nodes[nodeId] ?? NOT_RUN, plan?.nodes[nodeId]));
}

/** What all cells of a node come to. */
export function useNodeSummary(nodeId: string): NodeSummary {
  const run = useTabRun(({ nodes }) => nodes[nodeId] ?? NOT_RUN);
  const plan = useNodePlan(nodeId);
  return useMemo(() => summaryOf(run, plan), [run, plan]);
}

export function useNodePlan(nodeId: string): NodePlan | undefined {
  return useTabRun((run) => run.plan?.nodes[nodeId]);
}

export function useNodeProblems(nodeId: string): readonly Problem[] {
  return useTabRun((run) => run.plan?.problemsOf[nodeId] ?? NO_PROBLEMS);
}

/** Whether a result of the node no longer belongs to what the workflow says: the plan would make another. */
export function useIsStale(nodeId: string): boolean {
  const mayBe = useTabRun(({ plan, nodes }) => hasOldCells(nodes[nodeId] ?? NOT_RUN, plan?.nodes[nodeId]));
  const ranWorkflow = useTabRun((run) => run.ranWorkflow);
  // While a run goes on the plan is still that from before it; that alone makes no result old.
  const isUnchanged = useSyncExternalStore(mayBe ? documentStore.subscribe : NEVER, () => {
    const workflow = mayBe ? activeWorkflow(documentStore.getState()) : undefined;
    return ranWorkflow !== null && workflow !== undefined && isAsRun(workflow, ranWorkflow);
  });
  return mayBe && !isUnchanged;
}
