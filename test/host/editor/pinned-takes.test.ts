import { expect, test } from 'vitest';
import type { Pin } from '../../../src/engine/pins.ts';
import type { Places } from '../../../src/engine/places.ts';
import { hashFile } from '../../../src/host/assets/hash-file.ts';
import { createRig, onlyJob } from '../rig.ts';
import { shotDocument } from '../shot.ts';
import { callerOf } from './api-caller.ts';

const pinOf = (jobId: string, places: Places = {}): Pin => ({ nodeId: 'submit', places, jobId });

test('a pinned take stands in for the submit: nothing is paid, and what follows gets that take', async () => {
  const rig = await createRig();
  await rig.run();
  const { id, asset } = onlyJob(rig.host);
  await rig.change({ seed: 43, saveAs: 'other' });
  const pins = [pinOf(id)];
  const planned = await rig.plan({ pins });
  expect(planned.spending.jobCount).toBe(0);
  const saved: string[] = [];
  const result = await rig.host.run(planned, {
    onEvent(event) {
      if (event.kind === 'node-finished' && event.nodeId === 'save') saved.push(String(event.outputs.path));
    },
  });
  expect(result.status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
  expect(saved).toHaveLength(1);
  expect((await hashFile(saved[0]!)).hash).toBe(asset);
});

test('what was made from a pinned take is not taken for the result of the workflow without the pin', async () => {
  const rig = await createRig();
  await rig.run();
  const pins = [pinOf(onlyJob(rig.host).id)];
  await rig.change({ seed: 43 });
  await rig.host.run(await rig.plan({ pins }));
  const unpinned = await rig.plan();
  expect(unpinned.spending.jobCount).toBe(1);
  const needed = unpinned.plan.needed.map((index) => unpinned.plan.steps[index]!.node.id);
  expect(needed).toContain('save');
});

test('a pinned take that is gone stops the run instead of paying for another', async () => {
  const rig = await createRig();
  const planned = await rig.plan({ pins: [pinOf('no-such-job')] });
  expect(planned.isRunnable).toBe(false);
  expect(planned.problems).toContainEqual(
    expect.objectContaining({ nodeId: 'submit', code: 'missing-media' }),
  );
});

test('A new take of the same request is paid; without it the take is reused', async () => {
  const rig = await createRig();
  await rig.run();
  expect((await rig.plan()).spending.jobCount).toBe(0);
  const again = await rig.plan({ newTake: ['submit'] });
  expect(again.spending.jobCount).toBe(1);
  expect((await rig.host.run(again)).status).toBe('done');
  expect(rig.submits()).toHaveLength(2);
  expect((await rig.plan()).spending.jobCount).toBe(0);
});

test('a client pins and asks again over the API', async () => {
  const rig = await createRig();
  await rig.host.grant(rig.folder);
  await rig.run();
  const call = callerOf(rig.host);
  const body = { document: shotDocument({ seed: 5 }), path: `${rig.folder}/shot.json` };
  const jobsOf = async (extra: object) =>
    (await call('POST', '/plan', { ...body, ...extra })).body.spending.jobCount;
  expect(await jobsOf({})).toBe(1);
  expect(await jobsOf({ pins: [pinOf(onlyJob(rig.host).id)] })).toBe(0);
  expect((await call('GET', '/jobs?nodeId=submit&limit=1')).body.jobs).toHaveLength(1);
  expect((await call('GET', '/jobs?nodeId=other')).body.jobs).toEqual([]);
});

test('nodes that no target needs are shown with what is known of them, and neither run nor stop a run', async () => {
  const rig = await createRig();
  await rig.host.grant(rig.folder);
  const document = shotDocument();
  const [clip] = document.nodes;
  const loose = (id: string, path: string) => ({ ...clip!, id, params: { clip: { path } } });
  document.nodes.push(loose('spare', 'clip.mp4') as never, loose('broken', 'shot.json') as never);
  const body = { document, path: `${rig.folder}/shot.json` };
  const planned = (await callerOf(rig.host)('POST', '/plan', body)).body;
  const spare = planned.nodes.find(({ nodeId }: { nodeId: string }) => nodeId === 'spare');
  expect(spare).toMatchObject({
    willRun: false,
    cells: [{ state: 'unknown', forecast: { video: { width: 64, frameCount: 12 } } }],
  });
  expect(planned).toMatchObject({ isRunnable: true, spending: { jobCount: 1 } });
  expect(planned.problems).toEqual([
    expect.objectContaining({ nodeId: 'broken', severity: 'warning', code: 'bad-media' }),
  ]);
});

test('pins are kept by workflow until they are taken off, across sessions', async () => {
  const rig = await createRig();
  const ask = callerOf(rig.host);
  expect(await ask('GET', '/pins/w1')).toEqual({ status: 200, body: { pins: [] } });
  const pins = [pinOf('j1', { 'shots.shot': 'harbor' }), pinOf('j2', { 'shots.shot': 'pier' }), pinOf('j3')];
  await ask('PUT', '/pins/w1', { pins });
  await ask('PUT', '/pins/w2', { pins: [pinOf('j4')] });
  await rig.host.close();
  const again = callerOf(rig.openHost());
  const kept = (await again('GET', '/pins/w1')).body.pins;
  expect(kept).toHaveLength(3);
  expect(kept).toEqual(expect.arrayContaining(pins));
  await again('PUT', '/pins/w1', { pins: [] });
  expect((await again('GET', '/pins/w1')).body).toEqual({ pins: [] });
  expect((await again('GET', '/pins/w2')).body).toEqual({ pins: [pinOf('j4')] });
  expect((await again('PUT', '/pins/w1', { pins: [{ ...pinOf('j1'), jobId: 3 }] })).status).toBe(400);
});
