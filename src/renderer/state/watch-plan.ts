import type { Workflow } from '../../engine/workflow.ts';
import { activeTab, type DocumentStore, type Tab } from './document-store.ts';
import type { PlanSummary, RunStore } from './run-store.ts';

/** Quiet time after an edit before the plan is asked for. */
const REST_MS = 180;

/**
 * Keeps each active tab's plan up to date: asks after every edit, when another tab is chosen, when a pin changes and
 * when a run ends, at most once per rest. Answers that an edit has overtaken are dropped. Returns the way to stop, and
 * `askNow` for changes that no store shows, e.g. another provider.
 */
export function watchPlan(
  documents: DocumentStore,
  runs: RunStore,
  planOf: (tab: Tab, signal: AbortSignal) => Promise<PlanSummary | null>,
): { readonly stop: () => void; readonly askNow: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  const ask = async (): Promise<void> => {
    const tab = activeTab(documents.getState());
    asking?.abort();
    if (!tab) return;
    asking = new AbortController();
    const { signal } = asking;
    const plan = await planOf(tab, signal).catch(() => null);
    if (signal.aborted) return;
    if (plan) runs.getState().setPlan(tab.id, plan);
    else runs.getState().setPlanning(tab.id, false);
  };
  const askLater = (): void => {
    const id = documents.getState().activeId;
    if (id !== null) runs.getState().setPlanning(id, true);
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), REST_MS);
  };

  const stopDocuments = documents.subscribe((state, before) => {
    const tab = activeTab(state);
    const former = activeTab(before);
    if (tab && (tab.id !== former?.id || meaning(tab) !== meaning(former) || tab.path !== former.path))
      askLater();
  });
  const stopRuns = runs.subscribe((state, before) => {
    const id = documents.getState().activeId;
    if (id === null) return;
    const run = state.byTab[id];
    const former = before.byTab[id];
    if (run?.pins !== former?.pins || (run?.status !== former?.status && run?.status !== 'running'))
      askLater();
  });
  askLater();
  return {
    stop() {
      clearTimeout(timer);
      asking?.abort();
      stopDocuments();
      stopRuns();
    },
    askNow: () => void ask(),
  };
}

function meaning(tab: Tab | undefined): Workflow | undefined {
  return tab?.versioned.workflow;
}
