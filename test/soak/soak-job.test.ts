import { expect, test } from 'vitest';
import { type Sample, slopePerHour } from './measure.ts';
import { PROFILE_NAMES, soakJob } from './soak-job.ts';

test('every fault profile has its five percent of five hundred jobs', () => {
  const jobs = Array.from({ length: 500 }, (_, place) => soakJob(3, place + 1));
  for (const name of PROFILE_NAMES) {
    const count = jobs.filter(({ profiles }) => profiles.includes(name)).length;
    // A drawn share of 25 lies within four standard deviations.
    expect(Math.abs(count - 25), name).toBeLessThan(20);
  }
  expect(jobs.filter(({ isShared }) => isShared).length).toBeGreaterThan(5);
});

test('the slope is that of the settled part of a straight line', () => {
  const samples = Array.from(
    { length: 30 },
    (_, place): Sample => ({
      atMs: place * 60_000,
      rssMb: place < 10 ? 500 : 100 + place,
      heapMb: 7,
      descriptors: 20,
    }),
  );
  expect(slopePerHour(samples, ({ rssMb }) => rssMb)).toBeCloseTo(60);
  expect(slopePerHour(samples, ({ heapMb }) => heapMb)).toBeCloseTo(0);
  expect(slopePerHour(samples.slice(0, 2), ({ heapMb }) => heapMb)).toBeNull();
});
