import { describe, expect, test } from 'vitest';
import type { NodeType, PlainOutputs } from '../../src/engine/define-node.ts';
import { keyText } from '../../src/engine/key.ts';
import { planWorkflow, spendingOf } from '../../src/engine/plan.ts';
import type { PlanOptions, ResultStore } from '../../src/engine/plan-options.ts';
import { failure } from '../../src/engine/problem.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { ResultCache } from '../../src/engine/result-cache.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { type RunOutcome, runPlan } from '../../src/engine/run-plan.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { neededIds, planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { TINY_TYPES, tinyRegistry } from './fixtures/tiny-types.ts';
import { NO_SERVICES, nextTurn, Workbench } from './fixtures/workbench.ts';

/** A store that survives a restart: only types that persist, as text. */
class DiskStore implements ResultStore {
  readonly texts = new Map<string, string>();

  get(keys: Int32Array, at: number, type: NodeType): PlainOutputs | undefined {
    const text = type.persist ? this.texts.get(keyText(keys, at)) : undefined;
    return text === undefined ? undefined : (JSON.parse(text) as PlainOutputs);
  }

  set(keys: Int32Array, at: number, type: NodeType, outputs: PlainOutputs): void {
    if (type.persist) this.texts.set(keyText(keys, at), JSON.stringify(outputs));
  }
}

const PAID = workflowOf(
  { a: { type: 'number', params: { value: 3 } }, pay: { type: 'pay' }, show: { type: 'show' } },
  ['a.number > pay.a', 'pay.number > show.number'],
);

async function runAgain(workflow: Workflow, options: PlanOptions, registry = tinyRegistry) {
  const events: RunEvent[] = [];
  const plan = planWorkflow(workflow, null, registry, options);
  const outcome = await runPlan(plan, { services: NO_SERVICES, onEvent: (event) => events.push(event) });
  return { plan, outcome, events };
}

const ran = (events: readonly RunEvent[]) =>
  events.filter(({ kind }) => kind === 'node-started').map(({ nodeId }) => nodeId);
const taken = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'node-finished' && event.cached ? [event.nodeId] : []));

describe('a second run', () => {
  test('runs nothing, and tells what it took as it was', async () => {
    const options = planOptions();
    const first = await runAgain(PAID, options);
    expect(ran(first.events)).toEqual(['a', 'pay', 'show']);
    const second = await runAgain(PAID, options);
    expect(second.outcome.status).toBe('done');
    expect(second.plan.needed).toEqual([]);
    expect(second.events).toEqual([
      { kind: 'node-finished', nodeId: 'show', cell: 0, places: {}, outputs: {}, cached: true },
    ]);
    expect(spendingOf(second.plan)).toEqual({ jobCount: 0, costUsd: 0, megapixels: 0 });
  });

  test('after a restart runs only what is cheap, from results on disk', async () => {
    const results = new DiskStore();
    await runAgain(PAID, planOptions({ results }));
    expect(results.texts.size).toBe(1);
    const { plan, events } = await runAgain(PAID, planOptions({ results }));
    expect(neededIds(plan)).toEqual(['show']);
    expect(spendingOf(plan).jobCount).toBe(0);
    expect(ran(events)).toEqual(['show']);
    expect(taken(events)).toEqual(['pay']);
  });

  test('brings back what was lost from memory between plan and run', async () => {
    const results = new ResultCache();
    const options = planOptions({ results });
    await runAgain(PAID, options);
    const edited = workflowOf(
      {
        a: { type: 'number', params: { value: 3 } },
        pay: { type: 'pay' },
        sum: { type: 'sum' },
        show: { type: 'show' },
      },
      ['a.number > pay.a', 'pay.number > sum.a', 'sum.number > show.number'],
    );
    const plan = planWorkflow(edited, null, tinyRegistry, options);
    expect(neededIds(plan)).toEqual(['sum', 'show']);
    results.clear();
    const events: RunEvent[] = [];
    const { status } = await runPlan(plan, { services: NO_SERVICES, onEvent: (event) => events.push(event) });
    expect(status).toBe('done');
    expect(ran(events)).toEqual(['a', 'pay', 'sum', 'show']);
    const sum = events.find((event) => event.kind === 'node-finished' && event.nodeId === 'sum');
    expect(sum).toMatchObject({ outputs: { number: 4 } });
  });

  test('of the plan that a failed run left pays only for what failed', async () => {
    const workflow = workflowOf(
      {
        list: { type: 'list', params: { first: 0, count: 4 } },
        flaky: { type: 'flaky' },
        total: { type: 'total' },
        show: { type: 'show' },
      },
      ['list.number > flaky.a', 'flaky.number > total.numbers', 'total.number > show.number'],
    );
    const { plan, outcome } = await runAgain(workflow, planOptions());
    expect(spendingOf(plan).jobCount).toBe(4);
    expect(outcome.status).toBe('failed');
    expect(spendingOf(outcome.plan)).toMatchObject({ jobCount: 1, costUsd: 0.02 });
    const events: RunEvent[] = [];
    await runPlan(outcome.plan, { services: NO_SERVICES, onEvent: (event) => events.push(event) });
    const started = events.filter(({ kind }) => kind === 'node-started');
    expect(started).toMatchObject([{ kind: 'node-started', nodeId: 'flaky', cell: 2 }]);
    const stale = await runPlan(plan, { services: NO_SERVICES, onEvent: (event) => events.push(event) });
    expect(stale.status).toBe('failed');
    expect(events.filter(({ kind, nodeId }) => kind === 'node-started' && nodeId === 'flaky')).toHaveLength(
      2,
    );
  });

  test('tells a kept cell of a half finished grid as kept and a missing one as new', async () => {
    const bench = new Workbench();
    const forecasting = bench.type('job', { effect: 'spend', forecast: () => ({ number: -1 }) });
    const registry = createRegistry([...TINY_TYPES, forecasting]);
    const workflow = workflowOf({ list: { type: 'list', params: { count: 2 } }, job: { type: 'job' } }, [
      'list.number > job.a',
    ]);
    const options = planOptions();
    const first = runAgain(workflow, options, registry);
    await nextTurn();
    await bench.finish('job', 70);
    await bench.fail('job', failure('provider', 'No.', 'Again.'));
    expect((await first).outcome.status).toBe('failed');
    const second = runAgain(workflow, options, registry);
    await nextTurn();
    await bench.finish('job', 71);
    const { events, outcome } = await second;
    expect(outcome.status).toBe('done');
    const finished = events.filter((event) => event.kind === 'node-finished' && event.nodeId === 'job');
    expect(finished).toMatchObject([
      { cell: 0, cached: true, outputs: { number: 70 } },
      { cell: 1, cached: false, outputs: { number: 71 } },
    ]);
  });
});

describe('a result that has to prove itself', () => {
  /** Keeps results that name a file; `files` says which are still there. */
  function rig() {
    const files = new Set<number>();
    const asked: unknown[] = [];
    const save: NodeType = {
      ...new Workbench().type('save'),
      persist: true,
      run: async ({ inputs }) => {
        files.add(inputs.a as number);
        return { number: inputs.a };
      },
      forecast: () => ({ number: -1 }),
      stillValid: async ({ number }) => {
        asked.push(number);
        return files.has(number as number);
      },
    };
    const registry = createRegistry([...TINY_TYPES, save]);
    const options = planOptions();
    const run = (workflow: Workflow) => runAgain(workflow, options, registry);
    return { files, asked, run };
  }

  const LIST = workflowOf(
    {
      list: { type: 'list', params: { first: 5, count: 3 } },
      work: { type: 'work-sum' },
      save: { type: 'save' },
    },
    ['list.number > work.a', 'work.number > save.a'],
  );

  test('is left alone while it holds', async () => {
    const { asked, run } = rig();
    await run(LIST);
    const { events } = await run(LIST);
    expect(asked).toEqual([5, 6, 7]);
    expect(ran(events)).toEqual([]);
    expect(taken(events)).toEqual(['save', 'save', 'save']);
  });

  test('is made again where it does not hold, cell by cell', async () => {
    const { files, run } = rig();
    await run(LIST);
    files.delete(6);
    const { events, outcome } = await run(LIST);
    expect(outcome.status).toBe('done');
    expect(events).toMatchObject([
      { kind: 'node-finished', cell: 0, cached: true },
      { kind: 'node-finished', cell: 2, cached: true },
      { kind: 'node-started', nodeId: 'save', cell: 1 },
      { kind: 'node-finished', cell: 1, cached: false },
    ]);
    expect(files).toEqual(new Set([5, 6, 7]));
  });

  test('is made again with what it needs, where that is gone too', async () => {
    const { files, run } = rig();
    const first = await run(LIST);
    files.clear();
    const { options, keys } = first.plan;
    const { firstCell } = first.plan.steps[first.plan.indexOf.get('save')!]!;
    const saved = [0, 1, 2].map(
      (cell) => options.results.get(keys, 4 * (firstCell + cell), tinyRegistry.get('pay')!)!,
    );
    (options.results as ResultCache).clear();
    const type = first.plan.steps.at(-1)!.type;
    saved.forEach((outputs, cell) => {
      options.results.set(keys, 4 * (firstCell + cell), type, outputs);
    });
    const { events } = await run(LIST);
    expect(new Set(ran(events))).toEqual(new Set(['list', 'work', 'save']));
    expect(files).toEqual(new Set([5, 6, 7]));
  });

  test('is asked again after a run, also where nothing was planned anew', async () => {
    const { files, run } = rig();
    const { outcome } = await run(LIST);
    files.delete(7);
    const again: RunOutcome = await runPlan(outcome.plan, { services: NO_SERVICES });
    expect(again.status).toBe('done');
    expect(files).toEqual(new Set([5, 6, 7]));
  });
});

describe('a node that names itself', () => {
  test('never takes the result of an equal node over, while what it feeds may be shared', async () => {
    const workflow = (id: string) =>
      workflowOf(
        { a: { type: 'number' }, [id]: { type: 'self' }, pay: { type: 'pay' }, show: { type: 'show' } },
        ['a.number > %.a', '%.number > pay.a', '%.text > show.text', 'pay.number > show.number'].map((text) =>
          text.replaceAll('%', id),
        ),
      );
    const options = planOptions();
    await runAgain(workflow('one'), options);
    const plan = planWorkflow(workflow('two'), ['two', 'pay'], tinyRegistry, options);
    expect(plan.steps[plan.indexOf.get('two')!]!.forecasts).toEqual([{ number: 0, text: 'two' }]);
    expect(neededIds(plan)).toEqual(['two']);
  });
});

describe('the cache of a session', () => {
  const type = tinyRegistry.get('number')!;

  test('tells results apart whose first lanes are equal', () => {
    const cache = new ResultCache();
    const keys = new Int32Array([1, 2, 3, 4, 1, 2, 3, 5, 1, 9, 3, 4]);
    for (const at of [0, 4]) cache.set(keys, at, type, { number: at });
    expect([0, 4, 8].map((at) => cache.get(keys, at))).toEqual([{ number: 0 }, { number: 4 }, undefined]);
  });

  test('starts anew when 100,000 results are in it', () => {
    const cache = new ResultCache();
    const key = (at: number) => new Int32Array([at, 0, 0, 0]);
    for (let at = 0; at < 100_000; at++) cache.set(key(at), 0, type, { number: at });
    expect(cache.get(key(5), 0)).toEqual({ number: 5 });
    cache.set(key(100_000), 0, type, { number: 1 });
    expect(cache.get(key(5), 0)).toBeUndefined();
    expect(cache.get(key(100_000), 0)).toEqual({ number: 1 });
  });
});

test('a result that can’t be kept is handed on to who reads it, and told once as a warning', async () => {
  const results = new ResultCache();
  results.set = () => {
    throw new Error('disk full');
  };
  const { outcome, events } = await runAgain(PAID, { ...planOptions(), results });
  expect(ran(events)).toEqual(['a', 'pay', 'show']);
  expect(outcome.status).toBe('done');
  expect(outcome.problems).toMatchObject([
    { severity: 'warning', code: 'storage', message: expect.stringMatching(/disk full/) },
  ]);
});
