import { workflowOfJson } from '../../src/engine/load-document.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { documentStore } from '../../src/renderer/state/document-store.ts';
import { hostStore } from '../../src/renderer/state/host-store.ts';
import { registry } from '../../src/renderer/state/registry.ts';
import { runStore } from '../../src/renderer/state/run-store.ts';
import { sessionStore } from '../../src/renderer/state/session-store.ts';
import { BEGAN_MS, CARDS_BY_STATE, OTHER_CARDS, type SampleCard } from './cards.ts';

/** As long as the take on the card took. */
const TAKE_MS = 73_000;

/** Opens a workflow without nodes, as a window does that was never used. */
export function fillWithNothing(): void {
  documentStore.getState().openTab({ workflow: workflowOf({}) });
  sessionStore.setState({ isReady: true });
}

/** Opens a workflow with every sample card, run and planned as the cards tell, under a host that has trouble. */
export function fillWithSamples(): void {
  const cards = { ...CARDS_BY_STATE, ...OTHER_CARDS };
  const tab = documentStore.getState().openTab({ workflow: workflowOf(cards) });
  const runs = runStore.getState();
  runs.startRun(tab, 'run', BEGAN_MS, []);
  for (const { events = [] } of Object.values(cards)) {
    for (const [place, event] of events.entries())
      runs.applyRunEvent('run', event, BEGAN_MS + place * TAKE_MS);
  }
  runs.setCost('run', { nodeId: 'done', places: {} }, 0.2);
  const problems = Object.entries(cards).flatMap(([nodeId, { problem }]) =>
    problem ? { ...problem, nodeId } : [],
  );
  runs.setPlan(tab, {
    id: 'plan',
    isRunnable: false,
    provider: 'simulator',
    spending: { jobCount: 1, costUsd: 0.2, megapixels: 109.04 },
    newTake: null,
    problems,
    problemsOf: Object.fromEntries(problems.map((problem) => [problem.nodeId, [problem]])),
    nodes: Object.fromEntries(
      Object.entries(cards).map(([nodeId, { willRun = false }]) => [
        nodeId,
        {
          ...{ nodeId, willRun, estimate: null, axes: [], lists: {}, layers: null },
          cells: [{ state: willRun ? 'runs' : 'kept', estimate: null, forecast: null }],
        },
      ]),
    ),
  });
  sessionStore.setState({ isReady: true, restored: { names: ['harbor'], wasCrash: true } });
  hostStore.setState({
    connection: 'connected',
    settingsTrouble: {
      severity: 'error',
      code: 'storage',
      message: 'The settings can’t be read.',
      fix: 'Until they are set anew, nothing is spent.',
    },
    storage: {
      trouble: { message: 'The ledger is damaged.', fix: 'Restore it before you run something paid.' },
      sendsNothing: true,
      mayRestore: true,
      backup: { atMs: BEGAN_MS, jobCount: 214 },
      restored: null,
    },
  });
}

function workflowOf(cards: Readonly<Record<string, SampleCard>>): Workflow {
  const nodes = Object.entries(cards).map(([id, { type, params = {}, more }]) => ({
    id,
    type,
    typeVersion: registry.get(type)?.version ?? 1,
    position: { x: 0, y: 0 },
    params,
    ...more,
  }));
  const document = {
    format: 'blockout/workflow',
    version: 1,
    id: 'gallery',
    name: 'Gallery',
    nodes,
    edges: [],
  };
  const loaded = workflowOfJson(document, registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.workflow;
}
