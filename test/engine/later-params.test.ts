import { expect, test } from 'vitest';
import { defineNode } from '../../src/engine/define-node.ts';
import type { Params } from '../../src/engine/param.ts';
import { planWorkflow } from '../../src/engine/plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { keysOf, planOptions, workflowOf } from './fixtures/build-workflow.ts';

const number = { kind: 'number', label: 'Number', default: 0, min: 0, max: 9 } as const;

/** The key of a node whose type has these params. */
function keyOf(params: Params, stored: Readonly<Record<string, unknown>>): string {
  const type = defineNode({
    ...{ id: 'growing', version: 1, title: 'Growing', category: 'Prepare', help: '', inputs: {}, params },
    outputs: { number: { kind: 'number', label: 'Number' } },
    derive: () => ({ number: 0 }),
  });
  const workflow = workflowOf({ n: { type: 'growing', params: stored } }, []);
  return keysOf(planWorkflow(workflow, ['n'], createRegistry([type]), planOptions()), 'n')[0]!;
}

const before = { a: number };
const after = { a: number, b: { ...number, addedLater: true }, c: { ...number, addedLater: true } } as const;

test('a param that came later leaves the keys of what was made before as they were', () => {
  expect(keyOf(after, { a: 4 })).toBe(keyOf(before, { a: 4 }));
  expect(keyOf(after, { a: 4, b: 0 })).toBe(keyOf(before, { a: 4 }));
});

test('away from its default it makes another key, and not that of another param with the same value', () => {
  const keys = [{ a: 4 }, { a: 4, b: 5 }, { a: 4, c: 5 }, { a: 4, b: 5, c: 5 }].map((stored) =>
    keyOf(after, stored),
  );
  expect(new Set(keys).size).toBe(keys.length);
});
