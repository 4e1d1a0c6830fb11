import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellCountOf, cellMap, cellPlace, joinAxes } from '../../src/engine/axes.ts';
import type { Axis } from '../../src/engine/axis.ts';
import type { PlainOutputs } from '../../src/engine/define-node.ts';
import { planWorkflow } from '../../src/engine/plan.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { soundGraph } from './fixtures/arbitrary-graph.ts';
import { planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { naiveRun } from './fixtures/naive-run.ts';
import { tinyRegistry } from './fixtures/tiny-types.ts';
import { NO_SERVICES } from './fixtures/workbench.ts';

/** Outputs of every node's cells, as a real run tells them. */
async function outputsOf(workflow: Workflow, targets: readonly string[] | null = null) {
  const found = new Map<string, PlainOutputs[]>();
  const plan = planWorkflow(workflow, targets, tinyRegistry, planOptions());
  const outcome = await runPlan(plan, {
    services: NO_SERVICES,
    onEvent(event) {
      if (event.kind !== 'node-finished') return;
      const cells = found.get(event.nodeId) ?? [];
      cells[event.cell] = event.outputs;
      found.set(event.nodeId, cells);
    },
  });
  expect(outcome.problems).toEqual([]);
  expect(outcome.status).toBe('done');
  return found;
}

test('a run gives every cell what nested loops over named axes give', async () => {
  await fc.assert(
    fc.asyncProperty(
      soundGraph(['list', 'list', 'spread', 'sum', 'work-sum', 'total', 'double'], 7),
      async (workflow) => {
        const naive = await naiveRun(workflow);
        const found = await outputsOf(workflow);
        for (const [id, cells] of found) expect(cells).toEqual(naive.get(id)!.cells);
        for (const { id, type } of workflow.nodes) if (type === 'show') expect(found.has(id)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});

describe('lists', () => {
  const lists = {
    x: { type: 'list', params: { first: 1, count: 3 } },
    y: { type: 'list', params: { first: 10, count: 2 } },
    sum: { type: 'sum' },
    total: { type: 'total' },
  };

  test('of the same axis are aligned', async () => {
    const workflow = workflowOf(lists, [
      'x.number > sum.a',
      'x.number > sum.b',
      'sum.number > total.numbers',
    ]);
    const found = await outputsOf(workflow, ['total']);
    expect(found.get('sum')).toEqual([{ number: 2 }, { number: 4 }, { number: 6 }]);
    expect(found.get('total')).toEqual([{ number: 12, text: '3: 2,4,6 + 0' }]);
  });

  test('of different axes combine, the last one fastest, in the order of the ports', async () => {
    const edges = ['y.number > sum.b', 'x.number > sum.a', 'sum.number > total.numbers'];
    const found = await outputsOf(workflowOf(lists, edges), ['total']);
    expect(found.get('sum')!.map(({ number }) => number)).toEqual([11, 12, 12, 13, 13, 14]);
    expect(found.get('total')).toEqual([{ number: 75, text: '3x2: 11,12,12,13,13,14 + 0' }]);
  });

  test('inside lists are collected whole', async () => {
    const nodes = { ...lists, spread: { type: 'spread', params: { count: 2 } } };
    const found = await outputsOf(
      workflowOf(nodes, ['x.number > spread.a', 'spread.number > total.numbers']),
      ['total'],
    );
    expect(found.get('total')).toEqual([{ number: 123, text: '3x2: 10,11,20,21,30,31 + 0' }]);
  });

  test('that are not collected spread a collecting node over their own axis', async () => {
    const found = await outputsOf(
      workflowOf(lists, ['x.number > total.numbers', 'y.number > total.offset']),
      ['total'],
    );
    expect(found.get('total')!.map(({ text }) => text)).toEqual(['3: 1,2,3 + 10', '3: 1,2,3 + 11']);
  });

  test('of one value and single values are collected as a grid too', async () => {
    const nodes = { ...lists, one: { type: 'number', params: { value: 5 } } };
    const found = await outputsOf(workflowOf(nodes, ['one.number > total.numbers']), ['total']);
    expect(found.get('total')).toEqual([{ number: 5, text: ': 5 + 0' }]);
  });
});

describe('cell maps', () => {
  const axesOf = (lengths: readonly number[]): Axis[] =>
    lengths.map((length, at) => ({ id: `axis${at}`, label: `axis ${at}`, length }));

  test('point from every cell of the target to the cell of the source with the same place on each axis', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(lengths, fc.array(fc.nat(3), { maxLength: 4 }), (given, picks) => {
        const target = axesOf(given);
        const source = [...new Set(picks)]
          .filter((pick) => pick < target.length)
          .map((pick) => target[pick]!);
        const map = cellMap(source, target);
        for (let cell = 0; cell < cellCountOf(target); cell++) {
          const at = new Map(cellPlace(target, cell).map(({ axis, at: place }) => [axis.id, place]));
          const places = cellPlace(source, map === null ? cell : map[cell]!);
          for (const { axis, at: place } of places) expect(place).toBe(at.get(axis.id));
        }
        const isSame = source.length === target.length && source.every((axis, at) => axis === target[at]);
        expect(map === null).toBe(isSame);
      }),
      { numRuns: 200 },
    );
  });

  test('cells and places are two names of the same thing', () => {
    const axes = axesOf([2, 3, 4]);
    const seen = new Set<string>();
    for (let cell = 0; cell < 24; cell++) {
      const places = cellPlace(axes, cell).map(({ at }) => at);
      expect(places[0]! * 12 + places[1]! * 4 + places[2]!).toBe(cell);
      seen.add(places.join());
    }
    expect(seen.size).toBe(24);
  });

  test('axes that disagree about their length are refused with both lengths', () => {
    const joined = joinAxes([axesOf([2]), axesOf([3])]);
    expect(joined).toEqual({
      ok: false,
      message: 'The list “axis 0” arrives with 2 values on one input and 3 on another.',
    });
  });
});
