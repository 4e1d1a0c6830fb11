import { describe, expect, test } from 'vitest';
import { planWorkflow } from '../../src/engine/plan.ts';
import { failure } from '../../src/engine/problem.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { RunOptions } from '../../src/engine/run-options.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { neededIds, planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { TINY_TYPES } from './fixtures/tiny-types.ts';
import { NO_SERVICES, nextTurn, Workbench } from './fixtures/workbench.ts';

/** A started run of a workflow of `work` and `job` nodes, watched from outside. */
async function start(workflow: Workflow, targets: string[] | null, options: Partial<RunOptions> = {}) {
  const bench = new Workbench();
  const registry = createRegistry([
    ...TINY_TYPES,
    bench.type('work'),
    bench.type('job', {
      effect: 'spend',
      estimate: () => ({ jobCount: 1, costUsd: 1, megapixels: 1 }),
    }),
  ]);
  const plan = planWorkflow(workflow, targets, registry, planOptions());
  expect(plan.problems).toEqual([]);
  const events: RunEvent[] = [];
  const outcome = runPlan(plan, {
    services: NO_SERVICES,
    onEvent: (event) => events.push(event),
    ...options,
  });
  await nextTurn();
  return { bench, plan, events, outcome, registry };
}

const marks = (events: readonly RunEvent[]) => events.map(({ kind, nodeId }) => `${kind.slice(5)} ${nodeId}`);
const work = (value = 0) => ({ type: 'work', params: { value } });

describe('order and limits', () => {
  test('a node starts when all its inputs are there, and gets their values', async () => {
    const workflow = workflowOf({ a: work(1), b: work(2), c: work() }, ['a.number > c.a', 'b.number > c.b']);
    const { bench, outcome } = await start(workflow, ['c']);
    expect(bench.begun).toEqual(['a', 'b']);
    await bench.finish('b', 20);
    expect(bench.begun).toEqual(['a', 'b']);
    await bench.finish('a', 10);
    expect(bench.begun).toEqual(['a', 'b', 'c']);
    expect(bench.at('c').inputs).toEqual({ a: 10, b: 20 });
    await bench.finish('c');
    expect(await outcome).toMatchObject({ status: 'done', problems: [] });
  });

  test('independent nodes work side by side up to the local limit, first come first served', async () => {
    const nodes = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`n${at}`, work(at)]));
    const { bench, outcome } = await start(workflowOf(nodes), null, { limits: { local: 2, jobs: 1 } });
    expect(bench.begun).toEqual(['n0', 'n1']);
    await bench.finish('n1');
    expect(bench.begun).toEqual(['n0', 'n1', 'n2']);
    for (const id of ['n0', 'n2', 'n3', 'n4']) await bench.finish(id);
    expect(bench.highest).toBe(2);
    expect((await outcome).status).toBe('done');
  });

  test('jobs have a lane of their own, so waiting for one holds up no local work', async () => {
    const job = (value: number) => ({ type: 'job', params: { value } });
    const nodes = { j0: job(0), j1: job(1), j2: job(2), n0: work(0), n1: work(1) };
    const { bench, outcome } = await start(workflowOf(nodes), null, { limits: { local: 1, jobs: 2 } });
    expect([...bench.begun].sort()).toEqual(['j0', 'j1', 'n0']);
    await bench.finish('n0');
    expect(bench.begun.at(-1)).toBe('n1');
    await bench.finish('j0');
    expect(bench.begun.at(-1)).toBe('j2');
    for (const id of ['n1', 'j1', 'j2']) await bench.finish(id);
    expect((await outcome).status).toBe('done');
  });

  test('without limits of its own a run keeps two local steps and many jobs under way', async () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [
        `n${at}`,
        { type: at < 3 ? 'work' : 'job', params: { value: at } },
      ]),
    );
    const { bench, outcome } = await start(workflowOf(nodes), null);
    expect([...bench.begun].sort()).toEqual(['n0', 'n1', 'n3', 'n4', 'n5']);
    for (const id of ['n0', 'n1', 'n2', 'n3', 'n4', 'n5']) await bench.finish(id);
    expect((await outcome).status).toBe('done');
  });
});

describe('events', () => {
  test('tell start, progress, log lines and end of each node in order', async () => {
    const { bench, events, outcome } = await start(workflowOf({ a: work(), b: work() }, ['a.number > b.a']), [
      'b',
    ]);
    const { context } = bench.at('a');
    context.progress(0.5, { state: 'running', queuePosition: 3 });
    context.progress(null);
    context.log('half way');
    await bench.finish('a', 4);
    await bench.finish('b', 5);
    await outcome;
    expect(events).toEqual([
      { kind: 'node-started', nodeId: 'a', cell: 0, places: {} },
      {
        kind: 'node-progress',
        nodeId: 'a',
        cell: 0,
        places: {},
        fraction: 0.5,
        state: 'running',
        queuePosition: 3,
      },
      { kind: 'node-progress', nodeId: 'a', cell: 0, places: {}, fraction: null },
      { kind: 'node-progress', nodeId: 'a', cell: 0, places: {}, fraction: null, log: 'half way' },
      { kind: 'node-finished', nodeId: 'a', cell: 0, places: {}, outputs: { number: 4 }, cached: false },
      { kind: 'node-started', nodeId: 'b', cell: 0, places: {} },
      { kind: 'node-finished', nodeId: 'b', cell: 0, places: {}, outputs: { number: 5 }, cached: false },
    ]);
  });

  test('are not needed: a run without a watcher or a signal works the same', async () => {
    const { bench, outcome } = await start(workflowOf({ a: work() }), ['a'], { onEvent: undefined });
    bench.at('a').context.progress(0.1);
    bench.at('a').context.log('nobody listens');
    const { signal } = bench.at('a').context;
    expect(signal.aborted).toBe(false);
    signal.throwIfAborted();
    signal.addEventListener('abort', () => {});
    signal.removeEventListener('abort', () => {});
    await bench.finish('a');
    expect((await outcome).status).toBe('done');
  });
});

describe('a failure', () => {
  const nodes = { a: work(1), b: work(2), c: work(3), d: work(4), e: work(5) };
  const edges = ['a.number > c.a', 'b.number > d.a', 'c.number > e.a', 'd.number > e.b'];

  test('stops only what depends on it, and says where it happened', async () => {
    const { bench, events, outcome } = await start(workflowOf(nodes, edges), ['e', 'd']);
    await bench.fail('a', failure('media', 'The clip broke.', 'Choose another.', { param: 'value' }));
    expect(marks(events).slice(-3)).toEqual(['failed a', 'skipped c', 'skipped e']);
    await bench.finish('b', 7);
    await bench.finish('d', 8);
    const { status, problems, plan } = await outcome;
    expect(status).toBe('failed');
    expect(problems).toEqual([
      {
        severity: 'error',
        code: 'media',
        nodeId: 'a',
        param: 'value',
        message: 'The clip broke.',
        fix: 'Choose another.',
      },
    ]);
    expect(bench.begun).toEqual(['a', 'b', 'd']);
    expect(neededIds(plan)).toEqual(['a', 'c', 'e']);
    expect(events.filter(({ kind }) => kind === 'node-skipped')).toEqual([
      { kind: 'node-skipped', nodeId: 'c', cell: 0, places: {}, because: 'a' },
      { kind: 'node-skipped', nodeId: 'e', cell: 0, places: {}, because: 'a' },
    ]);
  });

  test('that is thrown is a bug of the node, told with its message', async () => {
    const { bench, outcome } = await start(workflowOf({ a: work(), b: work(1) }), null);
    await bench.throwIn('a', new Error('undefined is not a function'));
    await bench.throwIn('b', 'no error at all');
    const { status, problems } = await outcome;
    expect(status).toBe('failed');
    expect(problems.map(({ code, nodeId, message }) => [code, nodeId, message])).toEqual([
      ['bug', 'a', 'The node stopped unexpectedly: undefined is not a function.'],
      ['bug', 'b', 'The node stopped unexpectedly: no error at all.'],
    ]);
    for (const { fix } of problems) expect(fix).not.toBe('');
  });

  test('that is thrown at once, by a derived node or by a check, does not hang the run', async () => {
    const bench = new Workbench();
    const throwing = (id: string, fields: object) => ({ ...bench.type(id), run: undefined, ...fields });
    const types = [
      bench.type('work'),
      throwing('derived', {
        derive: () => {
          throw new Error('derived');
        },
      }),
      throwing('checked', {
        check: ({ inputs }: { inputs: { a?: number } }) => {
          if (inputs.a !== undefined) throw new Error('checked');
          return [];
        },
        derive: () => ({ number: 1 }),
      }),
      throwing('synchronous', {
        run: () => {
          throw new Error('synchronous');
        },
      }),
    ];
    const ids = ['derived', 'checked', 'synchronous'];
    const workflow = workflowOf(
      { a: work(), ...Object.fromEntries(ids.map((id) => [id, { type: id }])) },
      ids.map((id) => `a.number > ${id}.a`),
    );
    const plan = planWorkflow(workflow, ids, createRegistry(types), planOptions());
    const run = runPlan(plan, { services: NO_SERVICES });
    await nextTurn();
    await bench.finish('a', 1);
    const { status, problems } = await run;
    expect(status).toBe('failed');
    expect(problems.map(({ code, nodeId }) => `${code}@${nodeId}`).sort()).toEqual(
      ids.map((id) => `bug@${id}`).sort(),
    );
  });

  test('of the watcher rejects the run instead of hanging it', async () => {
    const bench = new Workbench();
    const registry = createRegistry([bench.type('work')]);
    const run = runPlan(planWorkflow(workflowOf({ a: work() }), ['a'], registry, planOptions()), {
      services: NO_SERVICES,
      onEvent({ kind }) {
        if (kind === 'node-finished') throw new Error('nobody listens');
      },
    });
    const told = expect(run).rejects.toThrow('nobody listens');
    await nextTurn();
    await bench.finish('a');
    await told;
  });

  test('in one cell of a grid leaves the other cells and what they feed alone', async () => {
    const workflow = workflowOf(
      {
        list: { type: 'list', params: { first: 0, count: 3 } },
        each: work(),
        after: work(),
        total: { type: 'total' },
      },
      ['list.number > each.a', 'each.number > after.a', 'after.number > total.numbers'],
    );
    const { bench, events, outcome } = await start(workflow, ['total'], { limits: { local: 3, jobs: 1 } });
    expect(bench.begun).toEqual(['each', 'each', 'each']);
    await bench.finish('each', 10);
    await bench.fail('each', failure('provider', 'No.', 'Again.'));
    await bench.finish('each', 30);
    expect(bench.begun.slice(3)).toEqual(['after', 'after']);
    expect(bench.at('after').inputs).toEqual({ a: 10 });
    await bench.finish('after', 11);
    await bench.finish('after', 31);
    const { status, plan } = await outcome;
    expect(status).toBe('failed');
    expect(
      events.filter(({ kind }) => kind === 'node-skipped').map(({ nodeId, cell }) => [nodeId, cell]),
    ).toEqual([
      ['after', 1],
      ['total', 0],
    ]);
    expect(neededIds(plan)).toEqual(['each', 'after', 'total']);
    expect(plan.steps[plan.indexOf.get('each')!]!.knownCount).toBe(2);
  });
});

describe('what a plan could not know', () => {
  test('is checked again with the real inputs before a node may work or spend', async () => {
    const nodes = { a: work(), gate: { type: 'gate', params: { limit: 5 } }, pay: { type: 'pay' } };
    const workflow = workflowOf(nodes, ['a.number > gate.a', 'gate.number > pay.a']);
    const { bench, events, outcome } = await start(workflow, ['pay']);
    await bench.finish('a', 6);
    const { status, problems } = await outcome;
    expect(status).toBe('failed');
    expect(problems).toMatchObject([
      { code: 'over-cap', nodeId: 'gate', param: 'limit', message: '6 is too much.' },
    ]);
    expect(marks(events)).toEqual(['started a', 'finished a', 'failed gate', 'skipped pay']);
  });

  test('a warning that only shows with the real inputs is in the plan afterwards', async () => {
    const workflow = workflowOf({ a: work(), gate: { type: 'gate', params: { limit: 10 } } }, [
      'a.number > gate.a',
    ]);
    const { bench, outcome } = await start(workflow, ['gate']);
    await bench.finish('a', 8);
    const { status, plan } = await outcome;
    expect(status).toBe('done');
    expect(plan.problems).toMatchObject([{ severity: 'warning', nodeId: 'gate', message: '8 is much.' }]);
  });

  test('a list that comes out shorter than promised stops its reader instead of giving it nothing', async () => {
    const bench = new Workbench();
    const short = {
      ...bench.type('short'),
      outputs: { number: { kind: 'number', label: 'Numbers', axis: 'item' } },
      axisLength: () => 2,
    } as const;
    const registry = createRegistry([short, bench.type('work')]);
    const workflow = workflowOf({ short: { type: 'short' }, w: work() }, ['short.number > w.a']);
    const run = runPlan(planWorkflow(workflow, ['w'], registry, planOptions()), { services: NO_SERVICES });
    await nextTurn();
    bench.at('short').settle({ number: [7] as unknown as number });
    await nextTurn();
    expect(bench.at('w').inputs).toEqual({ a: 7 });
    await bench.finish('w');
    const { status, problems } = await run;
    expect(status).toBe('failed');
    expect(problems).toMatchObject([
      { code: 'bug', nodeId: 'w', port: 'a', message: '“A” received no value from “short”.' },
    ]);
  });
});

test('a plan with errors is never run', async () => {
  const registry = createRegistry(TINY_TYPES);
  const plan = planWorkflow(workflowOf({ d: { type: 'double' } }), ['d'], registry, planOptions());
  await expect(runPlan(plan, { services: NO_SERVICES })).rejects.toThrow('“A” of “Double” is not connected.');
});
