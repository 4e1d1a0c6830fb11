import { expect, test } from 'vitest';
import { JOB_BOUNDARIES } from './boundaries.ts';
import { someScenarios } from './draw.ts';

const draw = (count: number, seed = 1) => someScenarios({ seed, withDelays: true }, count);

test('equal seeds draw equal scenarios, other seeds draw others', () => {
  expect(draw(50, 7)).toEqual(draw(50, 7));
  expect(draw(50, 7)).not.toEqual(draw(50, 8));
});

test('a hundred scenarios have every named boundary of a job among them', () => {
  const text = JSON.stringify(draw(100));
  for (const { name } of JOB_BOUNDARIES) expect(text).toContain(`"name":"${name}"`);
});

test('a short draw has every kind of trouble', () => {
  expect([...new Set(draw(11).map(({ kind }) => kind))].sort()).toEqual([
    ...['broken line', 'drafts', 'full disk', 'job', 'killed owner', 'settings', 'two hosts'],
  ]);
});
