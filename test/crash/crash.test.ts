import { expect, test } from 'vitest';
import { JOB_BOUNDARIES } from './boundaries.ts';
import { type Scenario, someScenarios } from './draw.ts';
import { runSuite } from './run-suite.ts';

/** A longer draw of the same is `npm run test:crash`. */
const SEED = 1;
/** So many scenarios bring every kind. */
const DRAWN_COUNT = 11;

/** Single jobs are killed where it costs most: when money has left, and when a file lies in a folder of the user. */
const JOBS = ['submit left and answer lost', 'before the saved file gets its name'].map((name): Scenario => {
  const boundary = JOB_BOUNDARIES.find((one) => one.name === name)!;
  return { kind: 'job', provider: 'fal', moments: [{ kind: 'boundary', boundary }] };
});

/** The first of every other kind; kills after a while are left out, since what they hit depends on the machine. */
function oneOfEach(): Scenario[] {
  const kinds = new Map<string, Scenario>();
  for (const scenario of someScenarios({ seed: SEED, withDelays: false }, DRAWN_COUNT)) {
    if (scenario.kind !== 'job' && !kinds.has(scenario.kind)) kinds.set(scenario.kind, scenario);
  }
  return [...kinds.values()];
}

test('whatever is going on when hosts are killed, no job is lost, doubled or stuck, and no file is left over', async () => {
  const { kills, byKind, byPlace, breaches } = await runSuite({
    scenarios: [...JOBS, ...oneOfEach()],
    killCount: Number.POSITIVE_INFINITY,
    atOnce: 2,
  });
  expect(breaches).toEqual([]);
  expect(Object.keys(byKind).sort()).toEqual([
    ...['broken line', 'drafts', 'full disk', 'job', 'killed owner', 'settings', 'two hosts'],
  ]);
  expect(kills).toBeGreaterThanOrEqual(8);
  expect(Object.keys(byPlace)).toEqual(expect.arrayContaining(['after submit', 'before link output']));
});
