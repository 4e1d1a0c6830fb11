import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { edgeTablesOf } from '../../../src/engine/edge-tables.ts';
import type { Edit } from '../../../src/engine/edits.ts';
import { Table } from '../../../src/engine/table.ts';
import { edgeId, type Workflow } from '../../../src/engine/workflow.ts';
import { emptyWorkflow } from '../../../src/renderer/commands/file-open.ts';
import { createDocumentStore } from '../../../src/renderer/state/document-store.ts';
import type { PlanSummary } from '../../../src/renderer/state/plan-summary.ts';
import { createRunStore, NO_RUN } from '../../../src/renderer/state/run-store.ts';
import { shownCeiling, shownPlan } from '../../../src/renderer/state/shown-price.ts';
import { type Planned, watchPlan } from '../../../src/renderer/state/watch-plan.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const UP_TO_DATE: PlanSummary = {
  id: 'plan',
  isRunnable: true,
  provider: 'fal',
  spending: { jobCount: 0, costUsd: 0, megapixels: 0 },
  newTake: { jobCount: 1, costUsd: 0.27, megapixels: 112 },
  problems: [],
  problemsOf: {},
  nodes: {},
};
const DEARER: PlanSummary = { ...UP_TO_DATE, spending: { jobCount: 1, costUsd: 0.111, megapixels: 46 } };
const BROKEN = { severity: 'error', code: 'bug', message: 'It broke.', fix: 'Try again.' } as const;

const AT = { typeVersion: 1, position: { x: 0, y: 0 }, params: {} };
const ENDS = { from: { node: 'text', port: 'text' }, to: { node: 'prompt', port: 'text' } };
const EDGE = { id: edgeId(ENDS.from, ENDS.to), ...ENDS };

/** Two nodes that are connected, and one that names a file after itself. */
function shot(): Workflow {
  const nodes = [
    { id: 'text', type: 'text', ...AT },
    { id: 'prompt', type: 'prompt', ...AT },
    { id: 'save', type: 'save-video', ...AT },
  ];
  return { ...emptyWorkflow('Shot'), nodes: Table.of(nodes), ...edgeTablesOf([EDGE]) };
}

/** A watched tab whose plan said “up to date”; questions are answered by hand. */
async function watched() {
  const documents = createDocumentStore();
  const runs = createRunStore();
  const tabId = documents.getState().openTab({ workflow: shot() });
  const questions: ((planned: Planned) => void)[] = [];
  const watch = watchPlan(documents, runs, () => new Promise((answer) => questions.push(answer)));
  const run = () => runs.getState().byTab[tabId] ?? NO_RUN;
  const answer = async (planned: Planned) => {
    questions.at(-1)!(planned);
    await vi.advanceTimersByTimeAsync(0);
  };
  let count = 0;
  const apply = (edit: Edit) => documents.getState().edit(edit, 'Edit');
  const edit = () => apply({ kind: 'set-param', node: 'text', param: 'text', value: `Take ${++count}` });
  await vi.advanceTimersByTimeAsync(1_000);
  await answer({ ok: true, value: UP_TO_DATE });
  return { documents, runs, run, questions, answer, apply, edit, tabId, ...watch };
}

test('a price is shown once it is told, and a press then carries it', async () => {
  const { run, stop } = await watched();
  expect(run().pricing).toEqual({ state: 'told' });
  expect(shownCeiling(run(), false)).toEqual({ jobCount: 0, costUsd: 0 });
  expect(shownCeiling(run(), true)).toEqual({ jobCount: 1, costUsd: 0.27 });
  stop();
});

test('while a plan is slow to come no old price is shown, and a press carries nothing', async () => {
  const { run, edit, answer, stop } = await watched();
  edit();
  expect(run().pricing.state).toBe('asked');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(run().pricing.state).toBe('slow');
  expect(shownPlan(run())).toBeNull();
  expect([false, true].map((isNewTake) => shownCeiling(run(), isNewTake))).toEqual([
    { jobCount: 0, costUsd: 0 },
    { jobCount: 0, costUsd: 0 },
  ]);
  await answer({ ok: true, value: DEARER });
  expect(shownCeiling(run(), false)).toEqual({ jobCount: 1, costUsd: 0.111 });
  stop();
});

test('who types on is told that the price is on its way, although nobody has asked for it yet', async () => {
  const { run, edit, questions, stop } = await watched();
  const asked = questions.length;
  for (let key = 0; key < 10; key++) {
    edit();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(questions).toHaveLength(asked);
  expect(run().pricing.state).toBe('slow');
  stop();
});

test('a plan that fails leaves no price and its reason, until somebody asks again', async () => {
  const { run, runs, edit, answer, questions, tabId, stop } = await watched();
  edit();
  await vi.advanceTimersByTimeAsync(200);
  await answer({ ok: false, problem: BROKEN });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(run().pricing).toEqual({ state: 'failed', problem: BROKEN });
  expect(shownPlan(run())).toBeNull();
  const asked = questions.length;
  runs.getState().askPrice(tabId);
  expect(questions).toHaveLength(asked + 1);
  expect(run().pricing.state).toBe('slow');
  await answer({ ok: true, value: DEARER });
  expect(shownPlan(run())).toBe(DEARER);
  stop();
});

test('an answer that an edit has overtaken is dropped, also in the rest before the next question', async () => {
  const { run, edit, answer, stop } = await watched();
  edit();
  await vi.advanceTimersByTimeAsync(200);
  edit();
  await answer({ ok: true, value: DEARER });
  expect(run()).toMatchObject({ plan: UP_TO_DATE, pricing: { state: 'asked' } });
  stop();
});

test('another provider makes the old price one that is on its way', async () => {
  const { run, askNow, answer, stop } = await watched();
  askNow();
  expect(run().pricing.state).toBe('asked');
  await answer({ ok: false, problem: BROKEN });
  expect(shownPlan(run())).toBeNull();
  stop();
});

const RECT = { x: 0, y: 0, width: 10, height: 10 };
const OF_LOOKS: readonly Edit[] = [
  { kind: 'move', node: 'text', to: { x: 5, y: 5 } },
  { kind: 'look', node: 'text', look: { collapsed: true } },
  { kind: 'look', node: 'text', look: { size: { width: 300, height: 90 } } },
  { kind: 'look', node: 'text', look: { title: 'Words' } },
  { kind: 'set-node', node: { id: 'text', type: 'text', ...AT, color: 'teal' } },
  { kind: 'set-edge', edge: { ...EDGE, reroutes: [{ x: 1, y: 1 }] } },
  { kind: 'set-group', group: { id: 'group', title: 'Group', rect: RECT } },
  { kind: 'set-note', note: { id: 'note', text: 'Warmer.', rect: RECT } },
  { kind: 'set-name', name: 'Harbor' },
  { kind: 'set-exposed', exposed: [{ node: 'text', param: 'text' }] },
];

test('what is only moved, folded, resized, colored, renamed, grouped, noted or rerouted asks for no plan, done and undone', async () => {
  const { documents, run, apply, questions, stop } = await watched();
  const asked = questions.length;
  for (const edit of OF_LOOKS) {
    apply(edit);
    expect(run().pricing, JSON.stringify(edit)).toEqual({ state: 'told' });
    documents.getState().undo();
    documents.getState().redo();
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(questions).toHaveLength(asked);
  stop();
});

const OF_MEANING: readonly Edit[] = [
  { kind: 'set-param', node: 'text', param: 'text', value: 'Dusk.' },
  { kind: 'look', node: 'prompt', look: { mode: 'mute' } },
  { kind: 'look', node: 'save', look: { title: 'Liked' } },
  { kind: 'remove-edge', id: EDGE.id },
  { kind: 'set-edge', edge: EDGE },
  { kind: 'set-node', node: { id: 'other', type: 'text', ...AT } },
  { kind: 'remove-node', id: 'other' },
];

test('what is set, muted, connected, added, removed or named after in a file asks for a plan once, after its rest', async () => {
  const { run, apply, answer, questions, stop } = await watched();
  for (const edit of OF_MEANING) {
    const asked = questions.length;
    apply(edit);
    apply({ kind: 'move', node: 'text', to: { x: questions.length, y: 0 } });
    expect(run().pricing, JSON.stringify(edit)).toEqual({ state: 'asked' });
    await vi.advanceTimersByTimeAsync(200);
    expect(questions, JSON.stringify(edit)).toHaveLength(asked + 1);
    await answer({ ok: true, value: UP_TO_DATE });
  }
  stop();
});

test('a card is moved while its price is asked for: the answer still counts', async () => {
  const { run, edit, apply, answer, stop } = await watched();
  edit();
  await vi.advanceTimersByTimeAsync(200);
  apply({ kind: 'move', node: 'text', to: { x: 9, y: 9 } });
  await answer({ ok: true, value: DEARER });
  expect(run()).toMatchObject({ plan: DEARER, pricing: { state: 'told' } });
  stop();
});

test('a new name asks for a plan where a problem may tell the old one', async () => {
  const { apply, edit, answer, questions, stop } = await watched();
  edit();
  await vi.advanceTimersByTimeAsync(200);
  await answer({ ok: true, value: { ...UP_TO_DATE, problems: [BROKEN] } });
  const asked = questions.length;
  apply({ kind: 'look', node: 'text', look: { title: 'Words' } });
  await vi.advanceTimersByTimeAsync(200);
  expect(questions).toHaveLength(asked + 1);
  stop();
});
