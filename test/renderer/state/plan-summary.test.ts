import { expect, test } from 'vitest';
import { planSummary } from '../../../src/renderer/state/plan-summary.ts';

test('nodes and problems are found by their node', () => {
  const problem = {
    severity: 'warning',
    code: 'bad-media',
    message: 'Odd.',
    fix: 'Choose another.',
  } as const;
  const spending = { jobCount: 1, costUsd: 0.27, megapixels: 112 };
  const node = {
    willRun: true,
    estimate: spending,
    axes: [],
    lists: {},
    cells: [{ state: 'runs' as const, estimate: spending, forecast: null }],
    layers: null,
  };
  const plan = planSummary({
    provider: 'simulator',
    isRunnable: true,
    problems: [{ ...problem, nodeId: 'clip' }, problem, { ...problem, nodeId: 'clip', message: 'Odder.' }],
    spending,
    newTake: null,
    nodes: [{ ...node, nodeId: 'submit' }],
  });
  expect(plan.nodes.submit).toMatchObject({ willRun: true, estimate: spending });
  expect(plan.problemsOf.clip!.map(({ message }) => message)).toEqual(['Odd.', 'Odder.']);
  expect(Object.keys(plan.problemsOf)).toEqual(['clip']);
});
