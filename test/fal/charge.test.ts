import { expect, test } from 'vitest';
import { chargeSentence, chargeText, type JobPassage, moneyOf, passageTexts } from '../../src/fal/charge.ts';

const job = (fields: Partial<JobPassage>): JobPassage => ({
  provider: { isSimulated: false, words: { label: 'fal' } },
  charge: 'billed',
  billedUsd: null,
  estimateUsd: 0.01,
  requestId: 'r',
  sentAtMs: 1,
  ...fields,
});
const paid = job({ billedUsd: 0.22 });
const simulated = job({ provider: { isSimulated: true, words: { label: 'Simulator' } }, billedUsd: 0 });
const neverSent = job({ charge: 'free', requestId: null, sentAtMs: null });
const lost = job({ charge: 'unknown', requestId: null });
const rejected = job({ charge: 'maybe' });

test.each([
  [[], '0 jobs submitted · nothing charged'],
  [[paid], '1 job submitted · fal charged $0.22'],
  [[job({})], '1 job submitted · fal charged ≈ $0.010'],
  [[simulated, simulated], '2 jobs submitted · simulated, nothing charged'],
  [[neverSent], '1 job not sent · nothing charged'],
  [[lost], '1 job perhaps submitted · ≈ $0.010 may be charged'],
  [[job({ charge: 'free', requestId: null })], '1 job not accepted · nothing charged'],
  // Left, but its answer could not be written down.
  [[job({ charge: 'open', requestId: null })], '1 job perhaps submitted · ≈ $0.010 under way'],
  [[job({ charge: 'open' })], '1 job submitted · ≈ $0.010 under way'],
  [
    [paid, rejected, lost, neverSent],
    '2 jobs submitted · 1 job perhaps submitted · 1 job not sent · fal charged $0.22 · ≈ $0.020 may be charged',
  ],
])('the jobs of a run are told with who pays what (%#)', (jobs, line) => {
  expect(passageTexts(jobs).join(' · ')).toBe(line);
});

test('a job tells who pays what, as a fact and as a sentence', () => {
  expect([paid, rejected, lost, neverSent, simulated].map(chargeText)).toEqual([
    '$0.22',
    'may be charged: ≈ $0.010',
    '≈ $0.010 if it was sent',
    'nothing charged',
    'simulated, nothing charged',
  ]);
  expect([paid, rejected, lost, neverSent, simulated].map(chargeSentence)).toEqual([
    'fal charged $0.22 for it.',
    'fal may charge ≈ $0.010 for it.',
    'If it was sent, it costs ≈ $0.010.',
    'Nothing is charged for it.',
    '',
  ]);
});

test('sums keep what was paid apart from what may be charged and what is under way', () => {
  expect(moneyOf([paid, job({ charge: 'open' }), rejected, lost, neverSent, simulated])).toEqual({
    paidUsd: 0.22,
    isPaidExact: true,
    doubtfulUsd: 0.02,
    openUsd: 0.01,
  });
  expect(moneyOf([job({})])).toMatchObject({ paidUsd: 0.01, isPaidExact: false });
});
