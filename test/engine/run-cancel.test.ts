import { describe, expect, test } from 'vitest';
import { planWorkflow } from '../../src/engine/plan.ts';
import { failure } from '../../src/engine/problem.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import { neededIds, planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { NO_SERVICES, nextTurn, Workbench } from './fixtures/workbench.ts';

const work = (value: number) => ({ type: 'work', params: { value } });
const CHAIN = workflowOf({ a: work(1), b: work(2), c: work(3) }, ['a.number > c.a', 'b.number > c.b']);

function rig(abortAt?: (event: RunEvent) => boolean) {
  const bench = new Workbench();
  const registry = createRegistry([bench.type('work'), bench.type('job', { effect: 'spend' })]);
  const controller = new AbortController();
  const events: RunEvent[] = [];
  const start = (workflow = CHAIN, targets = ['c']) =>
    runPlan(planWorkflow(workflow, targets, registry, planOptions()), {
      services: NO_SERVICES,
      signal: controller.signal,
      onEvent(event) {
        events.push(event);
        if (abortAt?.(event)) controller.abort();
      },
    });
  return { bench, controller, events, start };
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.finally(() => {
    settled = true;
  });
  await nextTurn();
  return settled;
}

describe('cancelling', () => {
  test('before the run starts nothing', async () => {
    const { bench, controller, events, start } = rig();
    controller.abort();
    const { status, problems, plan } = await start();
    expect([status, problems, bench.begun, events]).toEqual(['cancelled', [], [], []]);
    expect(neededIds(plan)).toEqual(['a', 'b', 'c']);
  });

  test('waits for what is under way, keeps its results and starts nothing new', async () => {
    const { bench, controller, start } = rig();
    const run = start();
    await nextTurn();
    controller.abort();
    await bench.finish('a', 1);
    expect(await isSettled(run)).toBe(false);
    expect(bench.at('b').context.signal.aborted).toBe(true);
    await bench.finish('b', 2);
    const { status, problems, plan } = await run;
    expect([status, problems]).toEqual(['cancelled', []]);
    expect(bench.begun).toEqual(['a', 'b']);
    expect(neededIds(plan)).toEqual(['c']);
  });

  test.each([
    ['an AbortError', undefined],
    ['the reason of the signal', new Error('stopped by hand')],
  ])('takes %s that a node answers with for no failure', async (_name, reason) => {
    const { bench, controller, events, start } = rig();
    const run = start();
    await nextTurn();
    controller.abort(reason);
    await bench.throwIn('a', controller.signal.reason);
    await bench.fail('b', failure('cancelled', 'Cancelled.', ''));
    const { status, problems } = await run;
    expect([status, problems]).toEqual(['cancelled', []]);
    expect(events.filter(({ kind }) => kind === 'node-failed')).toEqual([]);
    expect(events.filter(({ kind, nodeId }) => kind === 'node-skipped' && nodeId !== 'c')).toEqual([
      { kind: 'node-skipped', nodeId: 'a', cell: 0, places: {}, because: 'cancelled' },
      { kind: 'node-skipped', nodeId: 'b', cell: 0, places: {}, because: 'cancelled' },
    ]);
  });

  test('still tells of a failure that has nothing to do with it', async () => {
    const { bench, controller, start } = rig();
    const run = start();
    await nextTurn();
    controller.abort();
    await bench.fail('a', failure('provider', 'The job was lost.', 'Resume it.'));
    await bench.finish('b');
    const { status, problems } = await run;
    expect(status).toBe('cancelled');
    expect(problems).toMatchObject([{ code: 'provider', nodeId: 'a' }]);
  });

  test('after everything is done changes nothing', async () => {
    const { bench, controller, start } = rig();
    const run = start(workflowOf({ a: work(1) }), ['a']);
    await nextTurn();
    bench.at('a').settle({ number: 1 });
    const outcome = await run;
    controller.abort();
    expect(outcome.status).toBe('done');
  });

  test('in the very event that announces a node keeps this node from working', async () => {
    const { bench, start } = rig(({ kind }) => kind === 'node-started');
    const { status } = await start();
    expect(status).toBe('cancelled');
    expect(bench.begun).toEqual([]);
  });

  test('in the event that ends one node still waits for the others', async () => {
    const { bench, start } = rig(({ kind }) => kind === 'node-finished');
    const run = start(workflowOf({ a: work(1), j: { type: 'job' }, c: work(3) }, ['a.number > c.a']), [
      'c',
      'j',
    ]);
    await nextTurn();
    expect(bench.begun).toEqual(['a', 'j']);
    await bench.finish('a');
    expect(await isSettled(run)).toBe(false);
    await bench.finish('j');
    expect((await run).status).toBe('cancelled');
    expect(bench.begun).toEqual(['a', 'j']);
  });

  test('in the event that skips a node still waits for the others', async () => {
    const { bench, start } = rig(({ kind }) => kind === 'node-skipped');
    const nodes = { a: work(1), b: work(2), c: work(3), d: work(4) };
    const run = start(workflowOf(nodes, ['a.number > c.a', 'a.number > d.a']), ['c', 'd', 'b']);
    await nextTurn();
    await bench.fail('a', failure('media', 'No.', 'No.'));
    expect(await isSettled(run)).toBe(false);
    await bench.finish('b');
    expect((await run).status).toBe('cancelled');
  });
});

test('an AbortError that nobody asked for is a bug, not a cancelled run', async () => {
  const { bench, start } = rig();
  const run = start(workflowOf({ a: work(1) }), ['a']);
  await nextTurn();
  await bench.throwIn('a', new DOMException('timed out', 'AbortError'));
  const { status, problems } = await run;
  expect(status).toBe('failed');
  expect(problems).toMatchObject([{ code: 'bug', message: 'The node stopped unexpectedly: timed out.' }]);
});
