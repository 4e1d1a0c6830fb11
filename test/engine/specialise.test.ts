import { expect, test } from 'vitest';
import type { NodeType } from '../../src/engine/define-node.ts';
import { applyEdit } from '../../src/engine/edits.ts';
import { planWorkflow } from '../../src/engine/plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { replanWorkflow } from '../../src/engine/replan.ts';
import { nodeOf, planOptions, problemMarks, workflowOf } from './fixtures/build-workflow.ts';
import { numberNode, tinyRegistry } from './fixtures/tiny-types.ts';

const number = { kind: 'number', label: 'Number', default: 0, min: 0, max: 9 } as const;

/** Adds its inputs: as many as the width that it has stored. */
const named: NodeType = {
  id: 'named',
  version: 1,
  title: 'Named',
  category: 'Prepare',
  help: '',
  inputs: {},
  outputs: { number: { kind: 'number', label: 'Sum' } },
  params: {},
  derive: () => ({ number: 0 }),
  specialise: {
    by: 'grid',
    of(stored) {
      const { width } = stored as { width?: number };
      if (width === undefined) return null;
      const names = Array.from({ length: width }, (_, place) => `in${place + 1}`);
      return {
        ...named,
        inputs: Object.fromEntries(names.map((name) => [name, { kind: 'number', label: name }])),
        params: { grid: { kind: 'size', label: 'Grid', default: null }, plus: number },
        derive: ({ inputs, params }) => ({
          number: Object.values(inputs).reduce(
            (sum: number, one) => sum + (one as number),
            Number(params.plus),
          ),
        }),
      };
    },
  },
};
const registry = createRegistry([...tinyRegistry.list, named]);

const grid = { width: 2, height: 2 };
const node = nodeOf('n', { type: 'named', params: { grid } });

test('equal stored objects give one and the same type, whatever else is set', () => {
  const type = registry.of(node);
  expect(Object.keys(type?.inputs ?? {})).toEqual(['in1', 'in2']);
  expect(registry.of({ ...node, params: { grid, plus: 3 } })).toBe(type);
  expect(registry.of({ ...node, params: { grid: { ...grid } } })).not.toBe(type);
});

test('a node without anything stored, and one whose stored data mean nothing, are of the plain type', () => {
  for (const stored of [undefined, 'text', null, {}, { height: 2 }]) {
    expect(registry.of({ ...node, params: { grid: stored } })?.inputs).toEqual({});
  }
});

test('a type without stored ports is handed out as it is', () => {
  expect(registry.of(nodeOf('a', { type: 'number' }))).toBe(numberNode);
});

const workflow = workflowOf(
  {
    one: { type: 'number', params: { value: 1 } },
    two: { type: 'number', params: { value: 2 } },
    n: node,
  },
  ['one.number > n.in1', 'two.number > n.in2'],
);
const before = () => planWorkflow(workflow, ['n'], registry, planOptions());

test('planning wires the ports of the node at hand', () => {
  const plan = before();
  expect(plan.problems).toEqual([]);
  expect(plan.steps[plan.indexOf.get('n')!]!.links.map(({ port }) => port)).toEqual(['in1', 'in2']);
});

test('nothing that is stored or connected is called wrong while the ports are not known', () => {
  const open = applyEdit(workflow, {
    kind: 'set-param',
    node: 'n',
    param: 'grid',
    value: undefined,
  }).workflow;
  const typed = applyEdit(open, { kind: 'set-param', node: 'n', param: 'plus', value: 3 }).workflow;
  expect(planWorkflow(typed, ['n'], registry, planOptions()).problems).toEqual([]);
});

test('an edge into a port that is gone with the stored data is told', () => {
  const swapped = applyEdit(workflow, {
    kind: 'set-param',
    node: 'n',
    param: 'grid',
    value: { width: 1, height: 2 },
  }).workflow;
  expect(problemMarks(planWorkflow(swapped, ['n'], registry, planOptions()))).toContain('unknown-port@n');
});

test('replanning plans everything again when the stored data change, and only the node when a value does', () => {
  const edited = (param: string, value: unknown) =>
    applyEdit(workflow, { kind: 'set-param', node: 'n', param, value }).workflow;
  expect(replanWorkflow(before(), edited('plus', 1), registry)?.steps.at(-1)?.forecasts).toEqual([
    { number: 4 },
  ]);
  expect(replanWorkflow(before(), edited('grid', { width: 4, height: 2 }), registry)).toBeNull();
});
