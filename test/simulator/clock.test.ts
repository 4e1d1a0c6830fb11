import { expect, test } from 'vitest';
import { forwardTime } from '../../src/simulator/clock.ts';

test('simulated time goes on with the machine’s clock, forward jumps included, but never back', () => {
  let wallMs = 1_000_000;
  let monotonicMs = 50;
  const now = forwardTime(
    () => wallMs,
    () => monotonicMs,
  );
  const pass = (ms: number) => {
    wallMs += ms;
    monotonicMs += ms;
    return now();
  };
  expect(pass(10)).toBe(1_000_010);
  wallMs -= 24 * 3_600_000;
  expect(pass(10)).toBe(1_000_020);
  expect(pass(600)).toBe(1_000_620);
  wallMs = 1_005_000;
  expect(pass(1)).toBe(1_005_001);
});
