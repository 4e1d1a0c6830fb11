import fc from 'fast-check';
import { expect, test } from 'vitest';
import { versionsToDrop } from '../../../src/host/editor/thin-versions.ts';

const MINUTE = 60_000;
const NOW = 1_000 * 10 * MINUTE;

/** What stays of versions of these ages in ms, as ages. */
function kept(ages: readonly number[]): number[] {
  const times = ages.map((age) => NOW - age);
  const dropped = new Set(versionsToDrop(times, NOW));
  return times.filter((time) => !dropped.has(time)).map((time) => NOW - time);
}

test('the last ten stay, however close together they are', () => {
  const ages = Array.from({ length: 10 }, (_, place) => place * 300);
  expect(kept(ages)).toEqual(ages);
});

test('after the last ten one a minute stays, and after half an hour one in ten minutes', () => {
  const ages = Array.from({ length: 12 * 60 }, (_, place) => place * 10_000);
  const older = kept(ages).slice(10);
  const gaps = (from: number, to: number) => {
    const found = older.filter((age) => age >= from && age < to);
    return found.slice(1).map((age, place) => age - found[place]!);
  };
  expect(Math.min(...gaps(3 * MINUTE, 29 * MINUTE))).toBe(MINUTE);
  expect(Math.max(...gaps(3 * MINUTE, 29 * MINUTE))).toBe(MINUTE);
  expect(gaps(31 * MINUTE, 120 * MINUTE).every((gap) => gap === 10 * MINUTE)).toBe(true);
});

test('never more than fifty, always the newest, and dropping again drops nothing at the same moment', () => {
  const ages = fc.uniqueArray(fc.integer({ min: 0, max: 5_000 * MINUTE }), { maxLength: 200 });
  fc.assert(
    fc.property(ages, (found) => {
      const sorted = found.sort((a, b) => a - b);
      const stays = kept(sorted);
      expect(stays.length).toBeLessThanOrEqual(50);
      expect(stays.slice(0, 10)).toEqual(sorted.slice(0, Math.min(10, sorted.length)));
      expect(kept(stays)).toEqual(stays);
    }),
  );
});
