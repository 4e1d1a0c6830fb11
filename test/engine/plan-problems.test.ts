import { describe, expect, test } from 'vitest';
import { defineNode } from '../../src/engine/define-node.ts';
import { isRunnable, planWorkflow } from '../../src/engine/plan.ts';
import { describeProblem, failure, type Problem } from '../../src/engine/problem.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { edgeOf, planOptions, problemMarks, workflowOf } from './fixtures/build-workflow.ts';
import { TINY_TYPES } from './fixtures/tiny-types.ts';

const unevenNode = defineNode({
  id: 'uneven',
  version: 1,
  title: 'Uneven',
  category: 'Flow',
  help: 'Two lists on one axis that differ in length.',
  inputs: {},
  outputs: {
    two: { kind: 'number', label: 'Two', axis: 'list' },
    three: { kind: 'number', label: 'Three', axis: 'list' },
  },
  params: {},
  axisLength: (port) => (port === 'two' ? 2 : 3),
  derive: () => ({ two: [1, 2], three: [1, 2, 3] }),
});
const registry = createRegistry([...TINY_TYPES, unevenNode]);

const problemsOf = (workflow: Workflow, targets: string[] | null) =>
  planWorkflow(workflow, targets, registry, planOptions()).problems;

const nodes = {
  a: { type: 'number' },
  sum: { type: 'sum' },
  double: { type: 'double', title: 'Twice' },
  show: { type: 'show' },
};

interface Case {
  readonly name: string;
  readonly workflow: Workflow;
  readonly targets?: string[];
  readonly problems: readonly Partial<Problem>[];
}

const cases: readonly Case[] = [
  {
    name: 'a required input without an edge',
    workflow: workflowOf(nodes),
    targets: ['double'],
    problems: [
      { code: 'missing-input', nodeId: 'double', port: 'a', message: '“A” of “Twice” is not connected.' },
    ],
  },
  {
    name: 'an edge between kinds that do not fit',
    workflow: workflowOf({ total: { type: 'total' }, ...nodes }, [
      'a.number > total.numbers',
      'total.text > sum.a',
    ]),
    targets: ['sum'],
    problems: [
      {
        code: 'wrong-kind',
        nodeId: 'sum',
        port: 'a',
        message: '“A” takes number, but “Text” of “Total” gives text.',
        fix: 'Connect an output that gives number.',
      },
    ],
  },
  {
    name: 'a node type that nobody knows, without blaming its reader for the edge',
    workflow: workflowOf({ ...nodes, x: { type: 'hologram' } }, ['x.light > sum.a']),
    targets: ['sum'],
    problems: [
      { code: 'unknown-node-type', nodeId: 'x', message: 'This Blockout has no node type “hologram”.' },
    ],
  },
  {
    name: 'an unknown node that feeds a required input',
    workflow: workflowOf({ ...nodes, x: { type: 'hologram' } }, ['x.light > double.a']),
    targets: ['double'],
    problems: [
      { code: 'unknown-node-type', nodeId: 'x' },
      { code: 'missing-input', nodeId: 'double' },
    ],
  },
  {
    name: 'a param that the type does not have, even one that every object has',
    workflow: workflowOf({ a: { type: 'number', params: { valu: 3, constructor: 1 } } }),
    targets: ['a'],
    problems: [
      {
        code: 'unknown-param',
        nodeId: 'a',
        param: 'valu',
        message: '“Number” has no param “valu”.',
        fix: 'Remove it. Known params: value.',
      },
      { code: 'unknown-param', nodeId: 'a', param: 'constructor' },
    ],
  },
  {
    name: 'a param of a type that has none',
    workflow: workflowOf({ a: { type: 'show', params: { x: 1 } } }),
    targets: ['a'],
    problems: [{ code: 'unknown-param', param: 'x', fix: 'Remove it. Known params: none.' }],
  },
  {
    name: 'a param value out of range, and one that is null',
    workflow: workflowOf({
      a: { type: 'number', params: { value: 1001 } },
      b: { type: 'number', params: { value: null } },
    }),
    targets: ['a', 'b'],
    problems: [
      {
        code: 'invalid-param',
        nodeId: 'a',
        param: 'value',
        message: '1001 is not a value for “Value”.',
        fix: 'It must be a whole number from -1000 to 1000.',
      },
      { code: 'invalid-param', nodeId: 'b', message: 'null is not a value for “Value”.' },
    ],
  },
  {
    name: 'ports that do not exist, at either end',
    workflow: workflowOf(nodes, ['a.nmber > sum.a', 'a.number > sum.q', 'a.constructor > sum.constructor']),
    targets: ['sum'],
    problems: [
      { code: 'unknown-port', nodeId: 'sum', port: 'a', message: '“Number” has no output “nmber”.' },
      { code: 'unknown-port', nodeId: 'sum', port: 'q', message: '“Sum” has no input “q”.' },
      {
        code: 'unknown-port',
        nodeId: 'sum',
        port: 'constructor',
        message: '“Sum” has no input “constructor”.',
      },
    ],
  },
  {
    name: 'a node saved by a newer Blockout',
    workflow: workflowOf({ a: { type: 'number', typeVersion: 3 }, sum: { type: 'sum' } }, [
      'a.number > sum.a',
    ]),
    targets: ['sum'],
    problems: [
      {
        code: 'newer-node',
        nodeId: 'a',
        message: '“Number” was saved in version 3; this Blockout knows version 1.',
      },
    ],
  },
  {
    name: 'an edge from a node that is gone',
    workflow: workflowOf(nodes, ['ghost.number > sum.a']),
    targets: ['sum'],
    problems: [
      {
        code: 'dangling-edge',
        nodeId: 'sum',
        port: 'a',
        message: 'An edge comes from “ghost”, which is not in this workflow.',
      },
    ],
  },
  {
    name: 'a dangling edge behind a bypassed node, at the node that it leads into',
    workflow: workflowOf({ ...nodes, by: { type: 'sum', mode: 'bypass' } }, [
      'ghost.number > by.b',
      'by.number > sum.a',
    ]),
    targets: ['sum'],
    problems: [{ code: 'dangling-edge', nodeId: 'by', port: 'b' }],
  },
  {
    name: 'two edges into one input',
    workflow: workflowOf({ ...nodes, b: { type: 'number' } }, ['a.number > sum.a', 'b.number > sum.a']),
    targets: ['sum'],
    problems: [{ code: 'occupied-input', nodeId: 'sum', port: 'a', message: 'Two edges lead into “A”.' }],
  },
  {
    name: 'a circle',
    workflow: workflowOf({ ...nodes, b: { type: 'sum' } }, ['sum.number > b.a', 'b.number > sum.a']),
    targets: ['sum'],
    problems: [{ code: 'cycle', nodeId: 'sum', fix: 'Remove one edge of the circle.' }],
  },
  {
    name: 'a node that feeds itself, and is needed by itself',
    workflow: workflowOf(nodes, ['double.number > double.a']),
    targets: ['double'],
    problems: [
      { code: 'cycle', nodeId: 'double' },
      { code: 'missing-input', nodeId: 'double' },
    ],
  },
  {
    name: 'lists of one axis that differ in length',
    workflow: workflowOf({ ...nodes, u: { type: 'uneven' } }, ['u.two > sum.a', 'u.three > sum.b']),
    targets: ['sum'],
    problems: [
      {
        code: 'axis-mismatch',
        nodeId: 'sum',
        message: 'The list “list” arrives with 2 values on one input and 3 on another.',
      },
    ],
  },
  {
    name: 'an empty list',
    workflow: workflowOf({ ...nodes, list: { type: 'list', params: { count: 0 } } }, ['list.number > sum.a']),
    targets: ['sum'],
    problems: [
      { code: 'bad-input', nodeId: 'sum', port: 'a', message: 'The list “item” of “List” is empty.' },
    ],
  },
  {
    name: 'a list whose own params are wrong, without asking for its length',
    workflow: workflowOf({ ...nodes, list: { type: 'list', params: { count: 'many' } } }, [
      'list.number > sum.a',
    ]),
    targets: ['sum'],
    problems: [{ code: 'invalid-param', nodeId: 'list', param: 'count' }],
  },
  {
    name: 'lists that combine to more than 10,000 cells',
    workflow: workflowOf(
      {
        ...nodes,
        x: { type: 'list', params: { count: 100 } },
        y: { type: 'list', params: { count: 101 } },
      },
      ['x.number > sum.a', 'y.number > sum.b'],
    ),
    targets: ['sum'],
    problems: [
      {
        code: 'too-many-jobs',
        nodeId: 'sum',
        message: 'The lists combine to 100 item × 101 item, more than 10000 runs of one node.',
      },
    ],
  },
  {
    name: 'a collected grid that is far too large, without building it',
    workflow: workflowOf({ total: { type: 'total' }, x: { type: 'list', params: { count: 1_000_000 } } }, [
      'x.number > total.numbers',
    ]),
    targets: ['total'],
    problems: [{ code: 'too-many-jobs', nodeId: 'total' }],
  },
  {
    name: 'an empty workflow',
    workflow: workflowOf({}),
    problems: [
      { code: 'nothing-to-run', message: 'The workflow is empty.', fix: 'Add “Show” and connect it.' },
    ],
  },
  {
    name: 'a workflow that shows and keeps nothing',
    workflow: workflowOf({ a: { type: 'number' } }),
    problems: [{ code: 'nothing-to-run', message: 'No node of this workflow shows or keeps a result.' }],
  },
  {
    name: 'a target that does not exist',
    workflow: workflowOf(nodes),
    targets: ['b'],
    problems: [{ code: 'nothing-to-run', message: 'There is no node “b” in this workflow.' }],
  },
  {
    name: 'targets that are all muted or need what is muted',
    workflow: workflowOf({ a: { type: 'number', mode: 'mute' }, double: { type: 'double' } }, [
      'a.number > double.a',
    ]),
    targets: ['double'],
    problems: [{ code: 'nothing-to-run', fix: 'Unmute a node.' }],
  },
];

test.each(cases)('$name', ({ workflow, targets, problems }) => {
  const found = problemsOf(workflow, targets ?? null);
  expect(found.map(({ code }) => code)).toEqual(problems.map(({ code }) => code));
  expect(found).toMatchObject(problems);
  for (const problem of found) {
    expect(problem.severity).toBe('error');
    expect(problem.fix.endsWith('.')).toBe(true);
    expect(describeProblem(problem)).toContain(problem.message);
  }
});

describe('a plan', () => {
  test('says the same finding of many cells once, and keeps warnings apart from errors', () => {
    const workflow = workflowOf(
      {
        list: { type: 'list', params: { first: 9, count: 3 } },
        gate: { type: 'gate', params: { limit: 10 } },
      },
      ['list.number > gate.a'],
    );
    const plan = planWorkflow(workflow, ['gate'], registry, planOptions());
    expect(plan.problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: 9 is much.',
      'warning: 10 is much.',
      'error: 11 is too much.',
    ]);
    expect(isRunnable(plan)).toBe(false);
    const mild = workflowOf(
      { a: { type: 'number', params: { value: 8 } }, gate: { type: 'gate', params: { limit: 10 } } },
      ['a.number > gate.a'],
    );
    expect(isRunnable(planWorkflow(mild, ['gate'], registry, planOptions()))).toBe(true);
  });

  test('says what a node refuses while it is planned, once for all its cells', () => {
    const picky = {
      ...registry.get('double')!,
      id: 'picky',
      derive: () => failure('bad-input', 'It does not fit.', 'Change it.', { param: 'size', port: 'a' }),
    };
    const workflow = workflowOf({ list: { type: 'list' }, x: { type: 'picky' } }, ['list.number > x.a']);
    const plan = planWorkflow(workflow, ['x'], createRegistry([...TINY_TYPES, picky]), planOptions());
    expect(plan.problems).toEqual([
      {
        severity: 'error',
        code: 'bad-input',
        nodeId: 'x',
        param: 'size',
        port: 'a',
        message: 'It does not fit.',
        fix: 'Change it.',
      },
    ]);
  });

  test('survives a node that throws while it is planned, and names it', () => {
    const broken = {
      ...registry.get('number')!,
      id: 'broken',
      derive: () => {
        throw new TypeError('no value');
      },
    };
    const workflow = workflowOf({ x: { type: 'broken' }, sum: { type: 'sum' } }, ['x.number > sum.a']);
    const plan = planWorkflow(workflow, ['sum'], createRegistry([...TINY_TYPES, broken]), planOptions());
    expect(problemMarks(plan)).toEqual(['bug@x']);
    expect(plan.problems[0]!.message).toBe('The node stopped unexpectedly: no value.');
  });

  test('names several targets once and skips edges into nodes that nobody wants', () => {
    const workflow = workflowOf(nodes, ['a.number > sum.a', 'ghost.x > show.text']);
    const plan = planWorkflow(workflow, ['sum', 'sum', 'a'], registry, planOptions());
    expect(plan.steps.map(({ node }) => node.id)).toEqual(['a', 'sum']);
    expect(plan.problems).toEqual([]);
    expect(edgeOf('a.number>sum.a').id).toBe('a.number>sum.a');
  });
});

test('a problem reads as one line: where, what happened, what to do', () => {
  const problem: Problem = { severity: 'error', code: 'bad-input', message: 'Too long.', fix: 'Cut it.' };
  expect(describeProblem(problem)).toBe('Too long. Cut it.');
  expect(describeProblem({ ...problem, nodeId: 'n1', param: 'p' })).toBe('n1, param “p”: Too long. Cut it.');
  expect(describeProblem({ ...problem, nodeId: 'n1', port: 'video', fix: '' }, 'Clip')).toBe(
    'Clip (n1), port “video”: Too long.',
  );
});

test('two node types of one id are a mistake of the program', () => {
  expect(() => createRegistry([...TINY_TYPES, unevenNode, unevenNode])).toThrow(
    'two node types are called uneven',
  );
});
