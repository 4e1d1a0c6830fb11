import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { simulator } from '../../../src/host/providers/simulator.ts';
import { type Editor, editor as realEditor } from '../../../src/renderer/commands/editor.ts';
import { emptyWorkflow } from '../../../src/renderer/commands/file-open.ts';
import { startRun } from '../../../src/renderer/commands/run-start.ts';
import type { Answer } from '../../../src/renderer/host/answer.ts';
import type { HostClient, StartedRun } from '../../../src/renderer/host/host-client.ts';
import { activeWorkflow, createDocumentStore } from '../../../src/renderer/state/document-store.ts';
import { createHostStore } from '../../../src/renderer/state/host-store.ts';
import type { PlanSummary } from '../../../src/renderer/state/plan-summary.ts';
import { createRunStore, type TabRun } from '../../../src/renderer/state/run-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SHOWN: PlanSummary = {
  id: 'plan',
  isRunnable: true,
  provider: 'fal',
  spending: { jobCount: 1, costUsd: 0.017, megapixels: 7 },
  newTake: { jobCount: 2, costUsd: 0.034, megapixels: 14 },
  problems: [],
  problemsOf: {},
  nodes: {},
};
type Press = Parameters<HostClient['startRun']>[0];
const UNREACHABLE: Answer<StartedRun> = {
  ok: false,
  status: 0,
  problem: { severity: 'error', code: 'bug', message: 'No answer.', fix: '' },
  body: null,
};
const above = { jobCount: 1, costUsd: 0.111 };
const REFUSED: Answer<StartedRun> = {
  ok: false,
  status: 409,
  problem: { severity: 'error', code: 'over-cap', message: 'Dearer.', fix: '' },
  body: { above },
};

/** An editor with one tab; each press is answered by `answers` in turn, the last one for ever. */
function pressable(answers: readonly (Answer<StartedRun> | 'started')[], run: Partial<TabRun> = {}) {
  const presses: Press[] = [];
  const documents = createDocumentStore();
  const runs = createRunStore();
  const host = createHostStore();
  host.setState({ currentProvider: 'fal' });
  const startRunOfHost: HostClient['startRun'] = async (press) => {
    presses.push(press);
    const answer = answers[Math.min(presses.length, answers.length) - 1]!;
    if (answer !== 'started') return answer;
    return { ok: true, value: { runId: press.id, edits: [], willRun: ['submit'], status: 'running' } };
  };
  const client = { ...realEditor.client, startRun: startRunOfHost };
  const editor: Editor = { ...realEditor, documents, runs, host, client };
  const tabId = documents.getState().openTab({ workflow: emptyWorkflow('Shot') });
  runs.getState().changeTab(tabId, { plan: SHOWN, pricing: { state: 'told' }, ...run });
  return { editor, presses, documents, host, run: () => runs.getState().byTab[tabId]! };
}

/** Lets all waits pass. */
const settle = () => vi.advanceTimersByTimeAsync(60_000);

test('three clicks before the first answer are one press', async () => {
  const { editor, presses, run } = pressable(['started']);
  const clicks = [1, 2, 3].map(() => startRun(editor));
  expect(run().isStarting).toBe(true);
  await Promise.all(clicks);
  expect(presses).toHaveLength(1);
  expect(run()).toMatchObject({ status: 'running', runId: presses[0]!.id, isStarting: false });
  await startRun(editor);
  expect(presses).toHaveLength(1);
});

test('what was run is what was pressed for, also where the workflow is edited before the host has answered', async () => {
  const { editor, documents, run } = pressable(['started']);
  const pressed = activeWorkflow(documents.getState());
  const starting = startRun(editor);
  const node = { id: 'late', type: 'text', typeVersion: 1, position: { x: 0, y: 0 }, params: {} };
  documents.getState().edit({ kind: 'set-node', node }, 'Add');
  await starting;
  expect(run().ranWorkflow).toEqual(pressed);
  expect(run().ranWorkflow!.nodes.has('late')).toBe(false);
});

test('a press carries what its own button showed', async () => {
  const { editor, presses } = pressable([REFUSED]);
  await startRun(editor);
  await startRun(editor, { newTake: true });
  expect(presses.map(({ ceiling, newTake }) => [ceiling, newTake])).toEqual([
    [{ jobCount: 1, costUsd: 0.017 }, undefined],
    [{ jobCount: 2, costUsd: 0.034 }, true],
  ]);
});

test('a press without an answer is sent again under its own id', async () => {
  const { editor, presses, run } = pressable([UNREACHABLE, UNREACHABLE, 'started']);
  const pressed = startRun(editor);
  await settle();
  await pressed;
  expect(presses).toHaveLength(3);
  expect(new Set(presses.map(({ id }) => id)).size).toBe(1);
  expect(run()).toMatchObject({ status: 'running', openPress: null });
});

test('pressing again after a press that was never answered is the same press, unless something else is wanted', async () => {
  const { editor, presses, documents } = pressable([UNREACHABLE]);
  const ids = async () => {
    const before = presses.length;
    const pressed = startRun(editor);
    await settle();
    await pressed;
    return new Set(presses.slice(before).map(({ id }) => id));
  };
  const first = await ids();
  expect(first.size).toBe(1);
  expect(await ids()).toEqual(first);
  documents.getState().edit({ kind: 'set-name', name: 'Other' }, 'Rename');
  expect(await ids()).not.toEqual(first);
});

test('what costs more than was shown is started only once the user agrees, where money is charged', async () => {
  const { editor, presses } = pressable([REFUSED, 'started']);
  await startRun(editor);
  await settle();
  expect(presses).toHaveLength(1);
  await startRun(editor, {}, above);
  expect(presses[1]!.ceiling).toEqual(above);
  expect(presses[1]!.id).not.toBe(presses[0]!.id);
});

test('where nothing is charged a run that has become dearer goes on by itself, once', async () => {
  const free = pressable([REFUSED]);
  const { id, words, settings } = simulator;
  const facts = { isSimulated: true, isAutomatic: true, tellsPrices: true, key: null, isReady: true };
  free.host.setState({ currentProvider: id, providers: [{ id, words, settings, ...facts }] });
  await startRun(free.editor);
  await settle();
  expect(free.presses.map(({ ceiling }) => ceiling)).toEqual([{ jobCount: 1, costUsd: 0.017 }, above]);
});

test('a press while the price could not be told asks for the price instead of running', async () => {
  const { problem } = UNREACHABLE as Extract<Answer<StartedRun>, { ok: false }>;
  const { editor, presses, run } = pressable(['started'], { pricing: { state: 'failed', problem } });
  await startRun(editor);
  expect([presses.length, run().priceWishes]).toEqual([0, 1]);
});

test('the seeds that were drawn are written into the tab that was run, also when another one is in front by then', async () => {
  const seed = { mode: 'randomize', value: 7, used: true };
  const edit = { kind: 'set-param', node: 'seed', param: 'seed', value: seed } as const;
  const { editor, documents } = pressable(['started']);
  const node = { id: 'seed', type: 'seed', typeVersion: 1, position: { x: 0, y: 0 }, params: {} };
  documents.getState().edit({ kind: 'set-node', node }, 'Add');
  const ran = documents.getState().activeId;
  const startRunOfHost: HostClient['startRun'] = async ({ id }) => {
    documents.getState().openTab({ workflow: emptyWorkflow('Other') });
    return { ok: true, value: { runId: id, edits: [edit], willRun: [], status: 'done' } };
  };
  await startRun({ ...editor, client: { ...editor.client, startRun: startRunOfHost } });
  const tab = documents.getState().tabs.find(({ id }) => id === ran)!;
  expect(tab.versioned.workflow.nodes.get('seed')!.params.seed).toEqual(seed);
});
