import { expect, test } from 'vitest';
import { planSummary } from '../../../src/renderer/state/plan-summary.ts';

test('nodes and problems are found by their node, also where an answer tells only what is other than before', () => {
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
  const answer = {
    id: 'first',
    since: null,
    provider: 'simulator',
    isRunnable: true,
    problems: [{ ...problem, nodeId: 'clip' }, problem, { ...problem, nodeId: 'clip', message: 'Odder.' }],
    spending,
    newTake: null,
    nodes: [{ ...node, nodeId: 'submit' }],
  };
  const plan = planSummary(answer);
  expect(plan.nodes.submit).toMatchObject({ willRun: true, estimate: spending });
  expect(plan.problemsOf.clip!.map(({ message }) => message)).toEqual(['Odd.', 'Odder.']);
  expect(Object.keys(plan.problemsOf)).toEqual(['clip']);
  const kept = { ...node, nodeId: 'save', willRun: false };
  const next = planSummary({ ...answer, id: 'next', since: 'first', nodes: [kept], problems: [] }, plan);
  expect(next).toMatchObject({ id: 'next', problemsOf: {} });
  expect(next.nodes).toEqual({ submit: plan.nodes.submit, save: kept });
  const whole = planSummary({ ...answer, id: 'whole', nodes: [kept] }, plan);
  expect(whole.nodes).toEqual({ save: kept });
});
