import { expect, test } from 'vitest';
import { defineNode } from '../../src/engine/define-node.ts';
import { applyEdit } from '../../src/engine/edits.ts';
import { planWorkflow, spendingOf } from '../../src/engine/plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import { editsOfSeeds, type SeedOptions, settleSeeds } from '../../src/engine/seeds.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { keysOf, planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { TINY_TYPES } from './fixtures/tiny-types.ts';
import { NO_SERVICES } from './fixtures/workbench.ts';

const randomNode = defineNode({
  id: 'random',
  version: 1,
  title: 'Random',
  category: 'Input',
  help: 'A seed of its own, unless one is connected.',
  inputs: { seed: { kind: 'number', label: 'Seed' } },
  outputs: { number: { kind: 'number', label: 'Seed' } },
  params: {
    seed: { kind: 'seed', label: 'Seed', default: { mode: 'randomize', value: 7 } },
    other: { kind: 'integer', label: 'Other', default: 0, min: 0, max: 9 },
  },
  derive: ({ inputs, params }) => ({ number: inputs.seed ?? params.seed }),
});
const registry = createRegistry([...TINY_TYPES, randomNode]);
const settle = (workflow: Workflow, draw: () => number, options: Omit<SeedOptions, 'draw'> = {}) =>
  applyEdit(workflow, {
    kind: 'batch',
    edits: editsOfSeeds(settleSeeds(workflow, registry, { draw, ...options })),
  }).workflow;
const NEW_TAKE = { retaken: new Set(['r']) };
const never = () => {
  throw new Error('drew a seed');
};
const seedOf = (workflow: Workflow, id = 'r') => workflow.nodes.get(id)?.params.seed;

const OPEN = { mode: 'randomize', value: 0 };
const withSeed = (seed: unknown) =>
  workflowOf({ r: { type: 'random', params: { seed } }, x: { type: 'unknown' } });

test('a random seed is drawn once, written down, and kept until a new take is wanted', () => {
  const drawn = [11, 22];
  const draw = () => drawn.shift()!;
  const first = settle(workflowOf({ r: { type: 'random', params: { seed: OPEN } } }), draw);
  expect(seedOf(first)).toEqual({ mode: 'randomize', value: 11, used: true });
  expect(settleSeeds(first, registry, { draw: never })).toEqual([]);
  expect(seedOf(settle(first, draw, NEW_TAKE))).toEqual({ mode: 'randomize', value: 22, used: true });
});

test('a random seed keeps the number that a former version drew, and a drawn 0', () => {
  for (const seed of [
    { mode: 'randomize', value: 12 },
    { mode: 'randomize', value: 0, used: true },
  ])
    expect(settleSeeds(withSeed(seed), registry, { draw: never })).toEqual([]);
});

test('“increment” takes the next number at a new take and at no other time', () => {
  const seed = { mode: 'increment', value: 5 };
  expect(settleSeeds(withSeed(seed), registry, { draw: never })).toEqual([]);
  expect(seedOf(settle(withSeed(seed), never, NEW_TAKE))).toEqual({ mode: 'increment', value: 6 });
  const last = withSeed({ mode: 'increment', value: 4_294_967_295 });
  expect(seedOf(settle(last, never, NEW_TAKE))).toEqual({ mode: 'increment', value: 0 });
});

test('a new take leaves the seeds of other nodes alone', () => {
  const workflow = workflowOf({ r: { type: 'random' }, s: { type: 'random' } });
  const taken = settle(workflow, () => 9, NEW_TAKE);
  expect([seedOf(taken, 'r'), seedOf(taken, 's')]).toEqual([
    { mode: 'randomize', value: 9, used: true },
    undefined,
  ]);
});

test('what is remembered stands for the stored seed, and a new take goes on from there', () => {
  const seed = { mode: 'increment', value: 5 };
  const recall = () => ({ mode: 'increment', value: 8 }) as const;
  expect(seedOf(settle(withSeed(seed), never, { recall }))).toMatchObject({ value: 8 });
  expect(seedOf(settle(withSeed(seed), never, { recall, ...NEW_TAKE }))).toMatchObject({ value: 9 });
});

test('“fixed” stays at a new take too, and so does a seed that is damaged', () => {
  for (const seed of [{ mode: 'fixed', value: 5 }, 'damaged', { mode: 'never' }]) {
    expect(settleSeeds(withSeed(seed), registry, { draw: () => 1, ...NEW_TAKE })).toEqual([]);
  }
});

test('only the number of a seed counts for its key, not how it came about', () => {
  const keyOf = (seed: unknown) => keysOf(planWorkflow(withSeed(seed), ['r'], registry, planOptions()), 'r');
  const fixed = keyOf({ mode: 'fixed', value: 5 });
  expect(keyOf({ mode: 'increment', value: 5, used: true })).toEqual(fixed);
  expect(keyOf({ mode: 'fixed', value: 6 })).not.toEqual(fixed);
});

test('a seed that is drawn anew but not used, since another is connected, pays for nothing again', async () => {
  const workflow = workflowOf(
    {
      fixed: { type: 'number', params: { value: 3 } },
      r: { type: 'random' },
      pay: { type: 'pay' },
      show: { type: 'show' },
    },
    ['fixed.number > r.seed', 'r.number > pay.a', 'pay.number > show.number'],
  );
  const options = planOptions();
  const first = settle(workflow, () => 1);
  await runPlan(planWorkflow(first, null, registry, options), { services: NO_SERVICES });
  const second = settle(first, () => 2, NEW_TAKE);
  expect(seedOf(second)).not.toEqual(seedOf(first));
  const plan = planWorkflow(second, null, registry, options);
  expect([plan.needed, spendingOf(plan).jobCount]).toEqual([[], 0]);
  const cut = applyEdit(second, { kind: 'remove-edge', id: 'fixed.number>r.seed' }).workflow;
  const loose = planWorkflow(cut, null, registry, options);
  expect(spendingOf(loose)).toMatchObject({ jobCount: 1, costUsd: 0.02 });
});

test('a param that gives way to a connected input is still judged', () => {
  const nodes = { n: { type: 'number' }, r: { type: 'random', params: { seed: 'damaged' } } };
  const plan = planWorkflow(workflowOf(nodes, ['n.number > r.seed']), ['r'], registry, planOptions());
  expect(plan.problems).toMatchObject([{ code: 'invalid-param', nodeId: 'r', param: 'seed' }]);
});
