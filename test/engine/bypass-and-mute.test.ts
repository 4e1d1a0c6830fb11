import { describe, expect, test } from 'vitest';
import { defineNode } from '../../src/engine/define-node.ts';
import { defaultTargets, planWorkflow } from '../../src/engine/plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { planOptions, problemMarks, workflowOf } from './fixtures/build-workflow.ts';
import { TINY_TYPES } from './fixtures/tiny-types.ts';

/** Passes texts and numbers; its first input fits its second output only. */
const mixedNode = defineNode({
  id: 'mixed',
  version: 1,
  title: 'Mixed',
  category: 'Flow',
  help: 'Mixes.',
  inputs: {
    text: { kind: 'text', label: 'Text' },
    first: { kind: 'number', label: 'First' },
    second: { kind: 'number', label: 'Second' },
  },
  outputs: {
    number: { kind: 'number', label: 'Number' },
    text: { kind: 'text', label: 'Text' },
    image: { kind: 'image', label: 'Image' },
  },
  params: {},
  derive: () => ({ number: 0, text: '', image: { asset: '', name: '', width: 1, height: 1 } }),
});
const registry = createRegistry([...TINY_TYPES, mixedNode]);
const plan = (workflow: Workflow, targets: string[] | null) =>
  planWorkflow(workflow, targets, registry, planOptions());

const NODES = {
  one: { type: 'number', params: { value: 1 } },
  two: { type: 'number', params: { value: 2 } },
  by: { type: 'mixed', mode: 'bypass' },
  sum: { type: 'sum' },
  show: { type: 'show' },
} as const;
const stepIds = (workflow: Workflow, targets: string[] | null) =>
  plan(workflow, targets).steps.map(({ node }) => node.id);
const sourceIdOf = (workflow: Workflow, target: string, port: string) => {
  const { steps, indexOf } = plan(workflow, [target]);
  const link = steps[indexOf.get(target)!]!.links.find((one) => one.port === port);
  return link && `${steps[link.source]!.node.id}.${link.sourcePort}`;
};

describe('a bypassed node', () => {
  test('hands on its first connected input of the right kind, in the order of its ports', () => {
    const both = workflowOf(NODES, ['two.number > by.second', 'one.number > by.first', 'by.number > sum.a']);
    expect(sourceIdOf(both, 'sum', 'a')).toBe('one.number');
    expect(stepIds(both, ['sum'])).toEqual(['one', 'sum']);
    const second = workflowOf(NODES, ['two.number > by.second', 'by.number > sum.a']);
    expect(sourceIdOf(second, 'sum', 'a')).toBe('two.number');
  });

  test('hands a converted value on as what it was, so that it is converted where it arrives', () => {
    const workflow = workflowOf(NODES, ['one.number > by.text', 'by.text > show.text']);
    const { steps, problems } = plan(workflow, ['show']);
    expect(problems).toEqual([]);
    expect(steps.at(-1)!.links[0]!.convert?.(1)).toBe('1');
  });

  test('that has nothing to pass leaves an optional input open and a required one missing', () => {
    const nodes = { ...NODES, double: { type: 'double' } };
    const open = workflowOf(nodes, ['one.number > by.first', 'by.image > sum.a']);
    expect([stepIds(open, ['sum']), plan(open, ['sum']).problems]).toEqual([['sum'], []]);
    const needed = workflowOf(nodes, ['by.number > double.a']);
    expect(problemMarks(plan(needed, ['double']))).toEqual(['missing-input@double']);
    const unknown = workflowOf({ ...nodes, odd: { type: 'odd', mode: 'bypass' } }, ['odd.x > double.a']);
    expect(problemMarks(plan(unknown, ['double']))).toEqual(['missing-input@double']);
  });

  test('in a chain of bypassed nodes leads to the first live one', () => {
    const nodes = { ...NODES, by2: NODES.by, by3: NODES.by };
    const workflow = workflowOf(nodes, [
      'one.number > by.first',
      'by.number > by2.second',
      'by2.number > by3.first',
      'by3.number > sum.b',
    ]);
    expect(sourceIdOf(workflow, 'sum', 'b')).toBe('one.number');
  });

  test('in a circle of bypassed nodes passes nothing and does not hang', () => {
    const nodes = { ...NODES, by2: NODES.by };
    const edges = ['by.number > by2.first', 'by2.number > by.first', 'by.number > sum.a'];
    expect(stepIds(workflowOf(nodes, edges), ['sum'])).toEqual(['sum']);
  });

  test('is looked through by its readers even where it is a target itself', () => {
    const workflow = workflowOf(NODES, ['one.number > by.first', 'by.number > sum.a']);
    const { steps, indexOf } = plan(workflow, ['by', 'sum']);
    expect(steps[indexOf.get('sum')!]!.links.map(({ source }) => steps[source]!.node.id)).toEqual(['one']);
  });
});

describe('a muted node', () => {
  const nodes = { ...NODES, by: { type: 'sum' }, double: { type: 'double' }, end: { type: 'double' } };

  test('drops what cannot run without it, however far down, and nothing else', () => {
    const workflow = workflowOf({ ...nodes, one: { ...NODES.one, mode: 'mute' } }, [
      'one.number > double.a',
      'double.number > end.a',
      'end.number > show.number',
      'two.number > sum.a',
      'one.number > sum.b',
    ]);
    const { steps, dropped, problems } = plan(workflow, ['end', 'show', 'sum']);
    expect(problems).toEqual([]);
    expect([...dropped].sort()).toEqual(['double', 'end', 'one']);
    expect(steps.map(({ node }) => node.id)).toEqual(['show', 'two', 'sum']);
    expect(steps.at(-1)!.links.map(({ port }) => port)).toEqual(['a']);
  });

  test('behind a bypassed node is muted all the same', () => {
    const workflow = workflowOf({ ...nodes, by: NODES.by, one: { ...NODES.one, mode: 'mute' } }, [
      'one.number > by.first',
      'by.number > double.a',
    ]);
    expect([...plan(workflow, ['double', 'two']).dropped].sort()).toEqual(['double', 'one']);
  });

  test('hides the problems of what only it needed', () => {
    const workflow = workflowOf({ ...nodes, end: { type: 'double', mode: 'mute' } }, ['ghost.x > end.a']);
    expect(plan(workflow, ['end', 'two']).problems).toEqual([]);
  });
});

test('neither bypassed nor muted nodes run by themselves', () => {
  const show = { type: 'show' };
  const workflow = workflowOf({
    on: show,
    off: { ...show, mode: 'mute' },
    by: { ...show, mode: 'bypass' },
    x: { type: 'unknown' },
  });
  expect(defaultTargets(workflow, registry)).toEqual(['on']);
});
