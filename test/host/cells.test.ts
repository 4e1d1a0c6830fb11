import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Pin } from '../../src/engine/pins.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { planView } from '../../src/host/api/plan-view.ts';
import type { HostPlan } from '../../src/host/runs/make-plan.ts';
import { createRig, KEY, type Rig } from './rig.ts';
import { planShots, shoot, shootAt } from './shots.ts';

const NAMES = ['dawn', 'harbor', 'pier', 'quay'];
const OTHER_SEED = { seed: { mode: 'fixed', value: 5 } };
const ofShot = (shot: string) => ({ 'shots.shot': shot });

/** A folder of four shots, run once. */
async function fourShots(env: Record<string, string> = { FAL_KEY: KEY }) {
  const rig = await createRig({ env });
  await shoot(rig, ...NAMES.map((name) => `${name}.mp4`));
  const first = await rig.host.run(await planShots(rig));
  expect(first.status).toBe('done');
  return rig;
}

const jobOf = (rig: Rig, shot: string) =>
  rig.host.jobs.list().find(({ places }) => places?.['shots.shot'] === shot)!;
const pinOf = (rig: Rig, shot: string): Pin => ({
  nodeId: 'submit',
  places: ofShot(shot),
  jobId: jobOf(rig, shot).id,
});
const nodeOf = (planned: HostPlan, id = 'submit') =>
  planView(planned).nodes.find(({ nodeId }) => nodeId === id)!;
/** How each place stands, as `harbor pinned`. */
const statesOf = (planned: HostPlan) => {
  const { axes, cells } = nodeOf(planned);
  return cells.map(({ state }, cell) => `${axes[0]!.places[cell]} ${state}`);
};
/** What of these events happened at the submit or behind it, by the shot it was for. */
async function runOf(rig: Rig, planned: HostPlan) {
  const events: RunEvent[] = [];
  const result = await rig.host.run(planned, { onEvent: (event) => void events.push(event) });
  const finished = events.filter((event) => event.kind === 'node-finished');
  return {
    ...result,
    ran: finished
      .filter(({ nodeId, cached }) => nodeId === 'submit' && !cached)
      .map(({ places }) => places['shots.shot']),
    takeOf: (shot: string) =>
      finished.find(({ nodeId, places }) => nodeId === 'submit' && places['shots.shot'] === shot)!.outputs
        .video as { asset: string },
  };
}

describe('of four shots', () => {
  test('every job, event and cell of the plan tells its place, and the prices of the cells are the price of all', async () => {
    const rig = await createRig();
    await shoot(rig, ...NAMES.map((name) => `${name}.mp4`));
    const planned = await planShots(rig);
    const { axes, cells, estimate } = nodeOf(planned);
    expect(axes).toEqual([{ id: 'shots.shot', label: 'shot', length: 4, places: NAMES }]);
    expect(cells.map(({ state }) => state)).toEqual(['runs', 'runs', 'runs', 'runs']);
    expect(cells.reduce((sum, cell) => sum + cell.estimate!.costUsd, 0)).toBeCloseTo(estimate!.costUsd, 10);
    expect(planned.spending).toEqual(estimate);
    expect(nodeOf(planned, 'shots').lists.video).toEqual(axes[0]);
    const prompts = nodeOf(planned, 'request').cells.map(
      ({ forecast }) => (forecast!.request as { input: { prompt: string } }).input.prompt,
    );
    expect(prompts).toEqual(NAMES.map((name) => `3DREAL. ${name} at dawn`));

    const { ran, costUsd } = await runOf(rig, planned);
    expect([...ran].sort()).toEqual(NAMES);
    expect(rig.host.jobs.list().map(({ places }) => places!['shots.shot'])).toEqual(
      expect.arrayContaining(NAMES),
    );
    expect(costUsd).toBeCloseTo(planned.spending.costUsd, 10);
    expect(statesOf(await planShots(rig))).toEqual(NAMES.map((name) => `${name} kept`));
  });

  test('a pin holds one cell: the other three run anew, at the price of three', async () => {
    const rig = await fourShots();
    const pin = pinOf(rig, 'harbor');
    const { asset } = jobOf(rig, 'harbor');
    const planned = await planShots(rig, {}, { pins: [pin] }, OTHER_SEED);
    expect(statesOf(planned)).toEqual(['dawn runs', 'harbor pinned', 'pier runs', 'quay runs']);
    expect(planned.spending.jobCount).toBe(3);
    expect(nodeOf(planned).cells.map((cell) => cell.estimate?.jobCount ?? 0)).toEqual([1, 0, 1, 1]);
    const result = await runOf(rig, planned);
    expect(result.status).toBe('done');
    expect([...result.ran].sort()).toEqual(['dawn', 'pier', 'quay']);
    expect(result.costUsd).toBeCloseTo(planned.spending.costUsd, 10);
    expect(rig.submits()).toHaveLength(7);
    expect(result.takeOf('harbor').asset).toBe(asset);
    // Once they are there the three are kept, and without the pin its cell alone is bought.
    expect(statesOf(await planShots(rig, {}, { pins: [pin] }, OTHER_SEED))).toEqual([
      'dawn kept',
      'harbor pinned',
      'pier kept',
      'quay kept',
    ]);
    expect(statesOf(await planShots(rig, {}, {}, OTHER_SEED))[1]).toBe('harbor runs');
  });

  test('what is wrong with one is said of it, and what is wrong with several of them all', async () => {
    const rig = await fourShots();
    await shootAt(rig, 12, 'slow.mp4');
    const [one] = (await planShots(rig)).problems;
    expect(one).toMatchObject({ nodeId: 'request', severity: 'warning', places: ofShot('slow') });
    await shootAt(rig, 12, 'slower.mp4');
    const [both, ...rest] = (await planShots(rig)).problems;
    expect(rest).toEqual([]);
    expect(both).toEqual({ ...one, places: undefined });
  });

  test('pins come, change and go while the plan is only refreshed', async () => {
    const rig = await fourShots();
    const shown = async (...pins: Pin[]) => {
      const planned = await planShots(rig, {}, { pins, toShow: true }, OTHER_SEED);
      return [planned.spending.jobCount, ...statesOf(planned).filter((state) => state.endsWith('pinned'))];
    };
    expect(await shown()).toEqual([4]);
    expect(await shown(pinOf(rig, 'harbor'))).toEqual([3, 'harbor pinned']);
    expect(await shown(pinOf(rig, 'harbor'), pinOf(rig, 'quay'))).toEqual([
      2,
      'harbor pinned',
      'quay pinned',
    ]);
    expect(await shown(pinOf(rig, 'quay'))).toEqual([3, 'quay pinned']);
    expect(await shown()).toEqual([4]);
  });

  test('a new take is of the cells without a pin', async () => {
    const rig = await fourShots();
    const planned = await planShots(rig, {}, { pins: [pinOf(rig, 'pier')], newTake: ['submit'] });
    expect(planned.spending.jobCount).toBe(3);
    expect([...(await runOf(rig, planned)).ran].sort()).toEqual(['dawn', 'harbor', 'quay']);
  });

  test('a pin whose take is gone stops the plan and names its cell', async () => {
    const rig = await fourShots({});
    const planned = await planShots(rig, {}, { pins: [{ ...pinOf(rig, 'pier'), jobId: 'gone' }] });
    expect(planned.isRunnable).toBe(false);
    expect(planned.problems).toMatchObject([
      { nodeId: 'submit', message: 'The pinned take of pier is no longer there.' },
    ]);
  });

  test('a pin for the whole node stands for all of it, as it did before there were cells', async () => {
    const rig = await fourShots();
    const whole = { ...pinOf(rig, 'quay'), places: {} };
    const planned = await planShots(rig, {}, { pins: [whole] }, OTHER_SEED);
    expect(planned.spending.jobCount).toBe(0);
    expect(nodeOf(planned).cells).toHaveLength(1);
    const beside = await planShots(rig, {}, { pins: [whole, pinOf(rig, 'harbor')] }, OTHER_SEED);
    expect(beside.spending.jobCount).toBe(0);
    const { takeOf } = await runOf(rig, beside);
    expect(takeOf('harbor').asset).toBe(jobOf(rig, 'harbor').asset);
    expect(takeOf('dawn').asset).toBe(jobOf(rig, 'quay').asset);
  });
});

test('a longer, reordered or shorter list keeps its takes, and a pin stays on its own cell', async () => {
  const rig = await fourShots();
  const pins = [pinOf(rig, 'harbor')];
  const shots = join(rig.folder, 'shots');
  await shoot(rig, 'beach.mp4');
  const longer = await planShots(rig, {}, { pins });
  expect(statesOf(longer)).toEqual(['beach runs', 'dawn kept', 'harbor pinned', 'pier kept', 'quay kept']);
  expect(longer.spending.jobCount).toBe(1);
  // Another order: what was second comes last.
  await rename(join(shots, 'dawn.mp4'), join(shots, 'zenith.mp4'));
  expect(statesOf(await planShots(rig, {}, { pins }, OTHER_SEED))).toEqual([
    'beach runs',
    'harbor pinned',
    'pier runs',
    'quay runs',
    'zenith runs',
  ]);
  await rm(join(shots, 'beach.mp4'));
  await rm(join(shots, 'harbor.mp4'));
  expect(statesOf(await planShots(rig, {}, { pins }))).toEqual(['pier kept', 'quay kept', 'zenith runs']);
  await shoot(rig, 'harbor.mp4');
  expect(statesOf(await planShots(rig, {}, { pins }, OTHER_SEED))[0]).toBe('harbor pinned');
});

test('clips that differ in their extension alone have places of their own', async () => {
  const rig = await createRig();
  await shoot(rig, 'harbor.mp4', 'harbor.mov', 'pier.mp4');
  expect(nodeOf(await planShots(rig)).axes[0]!.places).toEqual(['harbor.mov', 'harbor.mp4', 'pier']);
});
