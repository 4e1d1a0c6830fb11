import type { Problem } from '../../engine/problem.ts';
import { activeTab, type DocumentStore, type Tab } from './document-store.ts';
import type { PlanSummary } from './plan-summary.ts';
import { NO_RUN, type RunStore } from './run-store.ts';
import { hasSameMeaning } from './same-meaning.ts';

/** Quiet time after an edit before the plan is asked for. */
const REST_MS = 180;
/** From here on a plan is slow: the price from before is no longer shown as if it were true. */
const SLOW_MS = 500;

export type Planned =
  | { readonly ok: true; readonly value: PlanSummary }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Keeps each active tab's plan up to date: asks after every edit that may change it, when another tab is chosen, when a pin changes, when a
 * run ends and when somebody asks for the price again, at most once per rest. Answers that an edit has overtaken are
 * dropped. Returns the way to stop, and `askNow` for changes that no store shows, e.g. another provider.
 */
export function watchPlan(
  documents: DocumentStore,
  runs: RunStore,
  planOf: (tab: Tab, signal: AbortSignal) => Promise<Planned>,
): { readonly stop: () => void; readonly askNow: () => void } {
  let rest: ReturnType<typeof setTimeout> | undefined;
  let slow: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  const pricingOf = (id: string) => (runs.getState().byTab[id] ?? NO_RUN).pricing;
  const cancel = (): void => {
    clearTimeout(rest);
    asking?.abort();
  };
  const end = (): void => {
    clearTimeout(slow);
    slow = undefined;
  };

  /** From now on what is shown is not the price of what is there. */
  const outdate = (id: string): void => {
    const isTold = pricingOf(id).state === 'told';
    if (isTold || pricingOf(id).state === 'asked') {
      if (isTold) runs.getState().setPricing(id, { state: 'asked' });
      slow ??= setTimeout(() => runs.getState().setPricing(id, { state: 'slow' }), SLOW_MS);
    } else runs.getState().setPricing(id, { state: 'slow' });
  };

  const ask = async (): Promise<void> => {
    cancel();
    const tab = activeTab(documents.getState());
    if (!tab) return end();
    outdate(tab.id);
    asking = new AbortController();
    const { signal } = asking;
    const planned = await planOf(tab, signal);
    if (signal.aborted) return;
    end();
    if (planned.ok) runs.getState().setPlan(tab.id, planned.value);
    else runs.getState().setPricing(tab.id, { state: 'failed', problem: planned.problem });
  };
  const askLater = (): void => {
    cancel();
    const id = documents.getState().activeId;
    if (id !== null) outdate(id);
    rest = setTimeout(() => void ask(), REST_MS);
  };

  /** Whether the plan may be another one. What is wrong may be told with the names of nodes. */
  const isOther = (tab: Tab, former: Tab): boolean => {
    const namesNodes = (runs.getState().byTab[tab.id]?.plan?.problems.length ?? 0) > 0;
    return !hasSameMeaning(tab.versioned.workflow, former.versioned.workflow, namesNodes);
  };

  const stopDocuments = documents.subscribe((state, before) => {
    const tab = activeTab(state);
    const former = activeTab(before);
    if (tab?.id !== former?.id) end();
    if (tab && (tab.id !== former?.id || tab.path !== former.path || isOther(tab, former))) askLater();
  });
  const stopRuns = runs.subscribe((state, before) => {
    const id = documents.getState().activeId;
    if (id === null) return;
    const run = state.byTab[id];
    const former = before.byTab[id];
    if (run?.priceWishes !== former?.priceWishes) void ask();
    else if (run?.pins !== former?.pins || (run?.status !== former?.status && run?.status !== 'running'))
      askLater();
  });
  askLater();
  return {
    stop() {
      cancel();
      end();
      stopDocuments();
      stopRuns();
    },
    askNow: () => void ask(),
  };
}
