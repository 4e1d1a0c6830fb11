import { expect, test } from 'vitest';
import { createRig } from './rig.ts';

/** What one shot of the rig costs by its estimate: 448 × 448 × 9 px are billed as 2 megapixels. */
const SHOT_USD = 2 * 0.0024075;

test('a run above the cap per run is refused before anything is uploaded', async () => {
  const rig = await createRig();
  await rig.host.settings.update({ capPerRunUsd: SHOT_USD / 2 });
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'over-cap' });
  expect(problems[0]!.message).toMatch(/cap of \$0\.002 per run/);
  expect(rig.calls).toEqual([]);
  expect(rig.host.jobs.list()).toEqual([]);
});

test('a cap that is just met lets the run pass', async () => {
  const rig = await createRig();
  await rig.host.settings.update({ capPerRunUsd: SHOT_USD, capPerDayUsd: SHOT_USD });
  expect((await rig.run()).status).toBe('done');
});

test('what was spent today counts, what was spent yesterday does not', async () => {
  const rig = await createRig();
  await rig.host.settings.update({ capPerDayUsd: 1.5 * SHOT_USD });
  expect((await rig.run()).status).toBe('done');
  await rig.change({ seed: 43 });
  const refused = await rig.run();
  expect(refused.problems[0]).toMatchObject({ code: 'over-cap' });
  expect(refused.problems[0]!.message).toMatch(/With \$0\.005 spent that is more than the cap/);
  rig.clock.advance(24 * 3_600_000);
  expect((await rig.run()).status).toBe('done');
});

test('what is under way counts like what is spent', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  await rig.host.settings.update({ capPerDayUsd: 1.5 * SHOT_USD });
  let queued = () => {};
  const isQueued = new Promise<void>((resolve) => {
    queued = resolve;
  });
  const first = rig.run({
    onEvent: (event) => event.kind === 'node-progress' && event.state === 'queued' && queued(),
  });
  await isQueued;
  await rig.change({ seed: 43 });
  const second = await rig.run();
  expect(second.problems[0]!.message).toMatch(/≈ \$0\.005 under way/);
  expect((await first).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('a job that failed for free gives its money back', async () => {
  const rig = await createRig({ profile: 'model-crash' });
  await rig.host.settings.update({ capPerDayUsd: 1.5 * SHOT_USD });
  expect((await rig.run()).status).toBe('failed');
  rig.simulator.setProfile('happy');
  expect((await rig.run()).status).toBe('done');
});

test('two runs that start together cannot both pass a cap that only one fits', async () => {
  const rig = await createRig();
  await rig.host.settings.update({ capPerDayUsd: 1.5 * SHOT_USD });
  const first = await rig.plan();
  await rig.change({ seed: 43 });
  const second = await rig.plan();
  const results = await Promise.all([rig.host.run(first), rig.host.run(second)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['done', 'failed']);
  expect(rig.submits()).toHaveLength(1);
});

test('the limit of one run holds with any provider, so that a script can be rehearsed', async () => {
  const rig = await createRig({ env: {} });
  const { problems } = await rig.run({ maxUsd: 0.001 });
  expect(problems[0]).toMatchObject({ code: 'over-cap' });
  expect(problems[0]!.message).toMatch(/≈ \$0\.005, more than the limit of \$0\.001/);
});
