import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdit, type Edit } from '../../src/engine/edits.ts';
import { defaultTargets, planWorkflow, spendingOf } from '../../src/engine/plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { soundGraph } from './fixtures/arbitrary-graph.ts';
import { edgeOf, keysOf, nodeOf, planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { naiveRun } from './fixtures/naive-run.ts';
import { tinyRegistry } from './fixtures/tiny-types.ts';

const plan = (workflow: Workflow) => planWorkflow(workflow, null, tinyRegistry, planOptions());
const graphs = soundGraph();

/** The node and all that read it, however far away. */
function downstreamOf(workflow: Workflow, id: string): Set<string> {
  const found = new Set([id]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const { from, to } of workflow.edges) if (found.has(from.node)) found.add(to.node);
  }
  return found;
}

const paramOf = (type: string) => Object.keys(tinyRegistry.get(type)!.params)[0];

test('every step comes after all that feed it, and each needed node comes once', () => {
  fc.assert(
    fc.property(graphs, (workflow) => {
      const { steps, indexOf, problems } = plan(workflow);
      expect(problems).toEqual([]);
      for (const step of steps) for (const link of step.links) expect(link.source).toBeLessThan(step.index);
      const wanted = new Set<string>(defaultTargets(workflow, tinyRegistry));
      for (let size = 0; size !== wanted.size; ) {
        size = wanted.size;
        for (const { from, to } of workflow.edges) if (wanted.has(to.node)) wanted.add(from.node);
      }
      expect(new Set(steps.map((step) => step.node.id))).toEqual(wanted);
      expect(steps.map((step) => indexOf.get(step.node.id))).toEqual(steps.map((step) => step.index));
    }),
    { numRuns: 150 },
  );
});

test('the number of jobs and the price equal those of a plain walk over every combination', async () => {
  await fc.assert(
    fc.asyncProperty(
      soundGraph(['number', 'sum', 'list', 'spread', 'double', 'pay', 'pay']),
      async (workflow) => {
        const naive = await naiveRun(workflow);
        const planned = plan(workflow);
        let jobCount = 0;
        for (const { node } of planned.steps)
          if (node.type === 'pay') jobCount += naive.get(node.id)!.cells.length;
        expect(spendingOf(planned).jobCount).toBe(jobCount);
        for (const { node, cellCount } of planned.steps)
          expect(cellCount).toBe(naive.get(node.id)!.cells.length);
        const isForecast = planned.steps.filter(({ node }) => node.type === 'pay').length === 1;
        const paid = planned.steps.find(({ node }) => node.type === 'pay');
        if (!isForecast || !paid) return;
        const tip = Number(paid.node.params.tip ?? 0);
        const cents = naive.get(paid.node.id)!.cells.map((cell) => (cell.number as number) - 1 - tip);
        expect(spendingOf(planned).costUsd).toBeCloseTo(cents.reduce((sum, cell) => sum + cell, 0) / 100, 9);
      },
    ),
    { numRuns: 120 },
  );
});

test('a changed param changes the keys of exactly its node and what depends on it', () => {
  fc.assert(
    fc.property(graphs, fc.nat(), (workflow, pick) => {
      const nodes = workflow.nodes.toArray().filter(({ type }) => paramOf(type) && type !== 'list');
      const node = nodes[pick % nodes.length]!;
      const param = paramOf(node.type)!;
      if (param === 'count') return;
      const edit: Edit = { kind: 'set-param', node: node.id, param, value: 77 };
      const [before, after] = [plan(workflow), plan(applyEdit(workflow, edit).workflow)];
      const affected = downstreamOf(workflow, node.id);
      for (const { node: one } of before.steps) {
        const [old, now] = [keysOf(before, one.id), keysOf(after, one.id)];
        if (!affected.has(one.id)) expect(now).toEqual(old);
        else for (const [cell, key] of now.entries()) expect(key).not.toBe(old[cell]);
      }
    }),
    { numRuns: 150 },
  );
});

test('titles, positions, sizes and the order in which nodes and edges were made do not matter to keys', () => {
  fc.assert(
    fc.property(graphs, fc.infiniteStream(fc.nat(99)), (workflow, numbers) => {
      const rank = () => numbers.next().value as number;
      const shuffled = <T>(list: T[]) =>
        list
          .map((item) => ({ item, at: rank() }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item);
      const nodes = shuffled(workflow.nodes.toArray()).map((node) => [
        node.id,
        {
          ...node,
          title: `Take ${rank()}`,
          position: { x: rank(), y: rank() },
          size: { width: rank(), height: 1 },
          collapsed: true,
        },
      ]);
      const edges = shuffled(workflow.edges.toArray()).map(
        ({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`,
      );
      const other = workflowOf(Object.fromEntries(nodes), edges);
      const [a, b] = [plan(workflow), plan(other)];
      for (const { node } of a.steps) expect(keysOf(b, node.id)).toEqual(keysOf(a, node.id));
    }),
    { numRuns: 100 },
  );
});

test('an edge that is cut and drawn again leaves every key as it was', () => {
  fc.assert(
    fc.property(graphs, fc.nat(), (workflow, pick) => {
      const edges = workflow.edges.toArray();
      if (edges.length === 0) return;
      const edge = edges[pick % edges.length]!;
      const cut = applyEdit(workflow, { kind: 'remove-edge', id: edge.id });
      const again = applyEdit(cut.workflow, { kind: 'set-edge', edge }).workflow;
      const [a, b] = [plan(workflow), plan(again)];
      for (const { node } of a.steps) expect(keysOf(b, node.id)).toEqual(keysOf(a, node.id));
    }),
    { numRuns: 100 },
  );
});

test('equal nodes with equal inputs share a key; another type, version, param, input or provider does not', () => {
  const sum = (fields: object = {}) => ({ type: 'sum', params: { plus: 1 }, ...fields });
  const workflow = workflowOf(
    {
      one: { type: 'number', params: { value: 4 } },
      same: { type: 'number', params: { value: 4 } },
      other: { type: 'number', params: { value: 5 } },
      spelled: { type: 'number', params: { value: 0 } },
      defaulted: { type: 'number' },
      a: sum(),
      b: sum({ title: 'B' }),
      c: sum({ params: { plus: 2 } }),
      d: sum(),
      e: sum(),
      f: { type: 'work-sum', params: { plus: 1 } },
      g: sum(),
      pay: { type: 'pay' },
    },
    [
      'one.number > a.a',
      'same.number > b.a',
      'one.number > c.a',
      'other.number > d.a',
      'one.number > e.b',
      'one.number > f.a',
      'one.number > g.a',
      'one.number > g.b',
      'one.number > pay.a',
    ],
  );
  const ids = workflow.nodes.toArray().map(({ id }) => id);
  const planned = planWorkflow(workflow, ids, tinyRegistry, planOptions());
  const key = (id: string) => keysOf(planned, id)[0]!;
  expect(key('same')).toBe(key('one'));
  expect(key('defaulted')).toBe(key('spelled'));
  expect(key('b')).toBe(key('a'));
  const different = ['a', 'c', 'd', 'e', 'f', 'g', 'one', 'other', 'spelled', 'pay'].map(key);
  expect(new Set(different).size).toBe(different.length);
  const elsewhere = planWorkflow(workflow, ids, tinyRegistry, planOptions({ provider: 'elsewhere' }));
  expect(keysOf(elsewhere, 'a')).toEqual(keysOf(planned, 'a'));
  expect(keysOf(elsewhere, 'pay')).not.toEqual(keysOf(planned, 'pay'));
  const newer = { ...tinyRegistry.get('sum')!, version: 2 };
  const registry = createRegistry(tinyRegistry.list.map((type) => (type.id === 'sum' ? newer : type)));
  expect(keysOf(planWorkflow(workflow, ids, registry, planOptions()), 'a')).not.toEqual(keysOf(planned, 'a'));
});

test('2,001 distinct params give 2,001 distinct keys that differ in every lane', () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 2_001 }, (_, at) => [
      `n${at}`,
      nodeOf(`n${at}`, { type: 'number', params: { value: at - 1000 } }),
    ]),
  );
  const ids = Object.keys(nodes);
  const planned = planWorkflow(workflowOf(nodes), ids, tinyRegistry, planOptions());
  const lanes = [0, 1, 2, 3].map((lane) => new Set(ids.map((_, at) => planned.keys[4 * at + lane])));
  for (const lane of lanes) expect(lane.size).toBeGreaterThan(1_995);
  expect(new Set(ids.map((id) => keysOf(planned, id)[0])).size).toBe(2_001);
});

test('edges of a workflow are followed by their ends, whatever their extra fields', () => {
  const edge = { ...edgeOf('a.number > s.number'), color: 'red' };
  const plain = workflowOf({ a: { type: 'number' }, s: { type: 'show' } });
  const linked = applyEdit(plain, { kind: 'set-edge', edge }).workflow;
  expect(plan(linked).steps.map(({ node }) => node.id)).toEqual(['a', 's']);
});
