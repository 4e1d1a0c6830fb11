import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyWorkflow } from '../../src/renderer/commands/file-open.ts';
import { createDocumentStore } from '../../src/renderer/state/document-store.ts';
import { createRunStore, NO_RUN, type PlanSummary } from '../../src/renderer/state/run-store.ts';
import { shownCeiling, shownPlan } from '../../src/renderer/state/shown-price.ts';
import { type Planned, watchPlan } from '../../src/renderer/state/watch-plan.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const UP_TO_DATE: PlanSummary = {
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

/** A watched tab whose plan said “up to date”; questions are answered by hand. */
async function watched() {
  const documents = createDocumentStore();
  const runs = createRunStore();
  const tabId = documents.getState().openTab({ workflow: emptyWorkflow('Shot') });
  const questions: ((planned: Planned) => void)[] = [];
  const watch = watchPlan(documents, runs, () => new Promise((answer) => questions.push(answer)));
  const run = () => runs.getState().byTab[tabId] ?? NO_RUN;
  const answer = async (planned: Planned) => {
    questions.at(-1)!(planned);
    await vi.advanceTimersByTimeAsync(0);
  };
  let count = 0;
  const edit = () => documents.getState().edit({ kind: 'set-name', name: `Shot ${++count}` }, 'Rename');
  await vi.advanceTimersByTimeAsync(1_000);
  await answer({ ok: true, value: UP_TO_DATE });
  return { documents, runs, run, questions, answer, edit, tabId, ...watch };
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
