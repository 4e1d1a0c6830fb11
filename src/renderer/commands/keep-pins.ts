import { type Pin, standForSame } from '../../engine/pins.ts';
import { NO_RUN } from '../state/run-store.ts';
import type { Editor } from './editor.ts';

/** Fetches the pinned takes of every workflow that is opened, and keeps them on the host when they change. */
export function keepPins({ documents, runs, client }: Editor): () => void {
  const known = new Map<string, readonly Pin[]>();

  async function fetchPins(tabId: string, workflowId: string): Promise<void> {
    known.set(tabId, NO_RUN.pins);
    const answer = await client.pins(workflowId);
    if (!answer.ok || !documents.getState().tabs.some(({ id }) => id === tabId)) return;
    // What was pinned while the answer was under way is newer.
    const newer = (runs.getState().byTab[tabId] ?? NO_RUN).pins;
    const older = answer.value.pins.filter((pin) => !newer.some((other) => standForSame(pin, other)));
    const pins = [...older, ...newer];
    // Those alone may have been sent meanwhile, in place of all.
    known.set(tabId, newer.length === 0 ? pins : newer);
    if (pins.length > 0) runs.getState().changeTab(tabId, { pins });
  }
  function look(): void {
    const { tabs } = documents.getState();
    for (const { id, versioned } of tabs) if (!known.has(id)) void fetchPins(id, versioned.workflow.id);
    for (const id of known.keys()) if (!tabs.some((tab) => tab.id === id)) known.delete(id);
  }
  const stops = [
    documents.subscribe((state, before) => {
      if (state.tabs !== before.tabs) look();
    }),
    runs.subscribe(({ byTab }) => {
      for (const [tabId, { pins }] of Object.entries(byTab)) {
        const before = known.get(tabId);
        if (before === undefined || pins === before) continue;
        known.set(tabId, pins);
        const tab = documents.getState().tabs.find(({ id }) => id === tabId);
        if (tab) void client.keepPins(tab.versioned.workflow.id, pins);
      }
    }),
  ];
  look();
  return () => {
    for (const stop of stops) stop();
  };
}
