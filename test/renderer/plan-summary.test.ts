import { expect, test } from 'vitest';
import { planSummary } from '../../src/renderer/state/plan-summary.ts';

type View = Parameters<typeof planSummary>[0];
const view = (willRun: boolean, forecast: View['nodes'][number]['forecast']): View => ({
  provider: 'simulator',
  isRunnable: true,
  problems: [],
  spending: { jobCount: 1, costUsd: 0.27, megapixels: 112 },
  edits: [],
  nodes: [{ nodeId: 'submit', willRun, cellCount: 1, knownCount: 0, estimate: null, forecast, layers: null }],
});

test('another seed to be drawn leaves the kept take on screen', () => {
  const kept = { video: { asset: 'a'.repeat(64) } };
  const plan = planSummary(view(true, { video: { asset: 'pending:1' } }), view(false, kept));
  expect(plan.spending.jobCount).toBe(1);
  expect(plan.nodes.submit).toMatchObject({ willRun: true, isKept: true, forecast: kept });
});

test('a changed input means that nothing is kept', () => {
  const changed = view(true, null);
  for (const plan of [planSummary(changed), planSummary(changed, changed)])
    expect(plan.nodes.submit).toMatchObject({ willRun: true, isKept: false });
});
