import { expect, test } from 'vitest';
import { createAllowance, refuseAbove } from '../../src/host/runs/run-ceiling.ts';

const shown = { jobCount: 1, costUsd: 0.017 };

test('a run that costs more than was shown is told in both sums', () => {
  expect(refuseAbove(shown, shown)).toBeNull();
  expect(refuseAbove({ jobCount: 1, costUsd: 0.01 }, shown)).toBeNull();
  expect(refuseAbove({ jobCount: 1, costUsd: 0.111 }, shown)!.message).toMatch(
    /costs 1 job · ≈ \$0\.11 by now instead of 1 job · ≈ \$0\.017\. Nothing was sent/,
  );
});

test('more jobs are more than was shown, even where they cost the same', () => {
  expect(refuseAbove({ jobCount: 2, costUsd: 0.017 }, shown)).not.toBeNull();
});

test('“up to date” allows no job at all, not even a free one', () => {
  const upToDate = { jobCount: 0, costUsd: 0 };
  expect(refuseAbove({ jobCount: 1, costUsd: 0 }, upToDate)!.message).toMatch(/instead of no job at all/);
  expect(createAllowance(upToDate).take(0)).not.toBeNull();
});

test('a job whose price has become unknown is not one that was shown with its price', () => {
  const unpriced = { jobCount: 1, costUsd: 0, unpricedCount: 1 };
  expect(refuseAbove(unpriced, shown)).not.toBeNull();
  expect(refuseAbove(unpriced, unpriced)).toBeNull();
  expect(createAllowance(shown).take(null)).not.toBeNull();
  expect(createAllowance(unpriced).take(null)).toBeNull();
});

test('every submit takes its share, and what is beyond is summed up for whoever asks again', () => {
  const allowance = createAllowance({ jobCount: 3, costUsd: 0.3 });
  expect([0.1, 0.2].map(allowance.take)).toEqual([null, null]);
  expect(allowance.refused()).toBeNull();
  expect(allowance.take(0.05)!.message).toMatch(/of ≈ \$0\.050 is beyond .*3 jobs · ≈ \$0\.30/);
  expect(allowance.take(0.15)).not.toBeNull();
  expect(allowance.refused()).toMatchObject({ jobCount: 2, costUsd: 0.2 });
});
