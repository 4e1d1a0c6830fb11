import { expect, test } from 'vitest';
import { type Round, verdictOf } from './goals.ts';

const cost = (wallMs: number, cpuMs: number | null = wallMs, peakMb: number | null = 100) => ({
  ...{ wallMs, cpuMs, peakMb },
});
const job = (...rounds: Round[]) => ({ id: 'x', what: 'x', most: 1.2, rounds });

test('a goal is judged on the warm process by the median of the ratios of each round', () => {
  const rounds = [
    { warm: cost(110), cold: cost(500), ffmpeg: cost(100) },
    { warm: cost(300), cold: cost(900), ffmpeg: cost(100) },
    { warm: cost(230, 100, 150), cold: cost(800), ffmpeg: cost(200) },
  ];
  expect(verdictOf(job(...rounds))).toMatchObject({ warmWall: 1.15, coldWall: 5, isMet: true });
  expect(verdictOf({ ...job(...rounds), most: 1.1 }).isMet).toBe(false);
  expect(verdictOf(job(...rounds.slice(0, 2))).warmWall).toBeCloseTo((1.1 + 3) / 2);
});

test('what the system does not tell is no ratio, and without ffmpeg no goal is met', () => {
  const round = { warm: cost(10, null, null), cold: cost(10), ffmpeg: cost(10, 0, 50) };
  expect(verdictOf(job(round))).toMatchObject({ warmWall: 1, cpu: null, memory: null, isMet: true });
  expect(verdictOf(job({ ...round, ffmpeg: null }))).toMatchObject({ warmWall: null, isMet: false });
});
