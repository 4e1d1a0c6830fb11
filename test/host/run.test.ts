import { readFile, rm, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createRig, onlyJob, outputsOf } from './rig.ts';

test('a run submits once, brings the take home and saves it', async () => {
  const rig = await createRig();
  const result = await rig.run();
  expect(result.problems).toEqual([]);
  expect(result.status).toBe('done');
  expect(rig.submits()).toHaveLength(1);

  const job = onlyJob(rig.host);
  expect(job).toMatchObject({
    state: 'done',
    charge: 'billed',
    provider: { id: 'fal' },
    seed: 42,
    notes: [],
  });
  expect(job.billedUsd).toBeCloseTo(job.billedUnits! * job.unitPriceUsd, 10);
  expect(job.costUsd).toBe(job.billedUsd);
  expect(result.costUsd).toBe(job.billedUsd);
  const info = rig.host.assets.get(job.asset!)?.info;
  expect(info).toMatchObject({ kind: 'video', width: 448, height: 448, frameCount: 9, fps: 24, audio: null });

  const { path, size } = outputsOf(result.events, 'save') as { path: string; size: number };
  expect(path).toBe(`${rig.folder}/output/Shot_001.mp4`);
  expect((await stat(path)).size).toBe(size);
  expect(await readFile(path)).toEqual(await readFile(rig.host.assets.pathOf(job.asset!)));
});

test('the run tells of upload, queue, steps and download in that order', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  const { events } = await rig.run();
  const progress = events.filter((event) => event.kind === 'node-progress' && event.nodeId === 'submit');
  const states = progress.map((event) => ('state' in event ? event.state : undefined));
  expect([...new Set(states)]).toEqual(['uploading', 'queued', 'running', 'fetching']);
  const positions = progress.map((event) => ('queuePosition' in event ? event.queuePosition : undefined));
  const known = positions.filter((position) => position !== undefined);
  expect(known[0]).toBeGreaterThan(0);
  expect(known).toEqual([...known].sort((a, b) => b! - a!));
});

test('a second run of the same shot pays nothing, also in a new session', async () => {
  const rig = await createRig();
  await rig.run();
  expect((await rig.plan()).spending).toEqual({ jobCount: 0, costUsd: 0, megapixels: 0 });
  await rig.host.close();
  rig.host = rig.openHost();
  expect((await rig.plan()).spending.jobCount).toBe(0);
  const again = await rig.run();
  expect(again).toMatchObject({ status: 'done', costUsd: 0 });
  expect(rig.submits()).toHaveLength(1);
});

test('a take whose run was never told of it is found in the ledger instead of being paid again', async () => {
  const rig = await createRig();
  await rig.run();
  await rig.host.close();
  const database = new DatabaseSync(`${rig.home}/blockout.db`);
  database.exec('DELETE FROM results');
  database.close();
  rig.host = rig.openHost();
  expect((await rig.plan()).spending.jobCount).toBe(0);
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('a kept result counts no more once its file has left the store: the paid take is fetched again', async () => {
  const rig = await createRig();
  await rig.run();
  await rm(rig.host.assets.pathOf(onlyJob(rig.host).asset!));
  const { plan, spending } = await rig.plan({ targets: ['submit'] });
  expect(plan.needed.map((index) => plan.steps[index]!.node.id)).toContain('submit');
  expect(spending.jobCount).toBe(0);
});

test('the simulator needs no key, shows the estimate and spends nothing', async () => {
  const rig = await createRig({ env: {} });
  await rig.host.settings.update({ capPerRunUsd: 0 });
  const planned = await rig.plan();
  expect(planned.provider.id).toBe('simulator');
  expect(planned.spending.costUsd).toBeGreaterThan(0);
  expect((await rig.run()).status).toBe('done');
  expect(onlyJob(rig.host)).toMatchObject({ provider: { id: 'simulator' }, billedUsd: 0, costUsd: 0 });
  expect(rig.calls).toEqual([]);
});
