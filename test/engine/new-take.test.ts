import { expect, test } from 'vitest';
import { retakeOf } from '../../src/engine/new-take.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { workflowOf } from './fixtures/build-workflow.ts';
import { TINY_TYPES } from './fixtures/tiny-types.ts';

const registry = createRegistry(TINY_TYPES);
/** Two branches that pay, each shown by a node of its own, and one that nobody looks at. */
const workflow = workflowOf(
  {
    shared: { type: 'number' },
    a: { type: 'number' },
    payA: { type: 'pay' },
    showA: { type: 'show' },
    payB: { type: 'pay' },
    showB: { type: 'show' },
    aside: { type: 'number' },
    payAside: { type: 'pay' },
    silent: { type: 'pay', mode: 'bypass' },
    showSilent: { type: 'show' },
  },
  [
    ...['a.number > payA.a', 'shared.number > payA.b', 'payA.number > showA.number'],
    ...['shared.number > payB.a', 'payB.number > showB.number', 'aside.number > payAside.a'],
    ...['a.number > silent.a', 'silent.number > showSilent.number'],
  ],
);

test('a new take of everything is one of all that spends for what is shown', () => {
  const { spenders, targets, before } = retakeOf(workflow, registry, true, null);
  expect([...spenders].sort()).toEqual(['payA', 'payB']);
  expect(targets).toBeNull();
  expect([...before].sort()).toEqual(['a', 'payA', 'payB', 'shared']);
});

test('a new take of one node runs only what reads it, so that no other branch is paid beside', () => {
  const retake = retakeOf(workflow, registry, ['payA', 'a'], null);
  expect(retake.spenders).toEqual(['payA']);
  expect(retake.targets).toEqual(['payA', 'showA']);
  expect([...retake.before].sort()).toEqual(['a', 'payA', 'shared']);
});

test('targets that were named limit a new take of everything', () => {
  expect(retakeOf(workflow, registry, true, ['showB'])).toMatchObject({
    spenders: ['payB'],
    targets: ['showB'],
  });
});
