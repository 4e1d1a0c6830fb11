import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Call, createRig, onlyJob, type Rig } from './rig.ts';

const downloads = (rig: Rig): Call[] =>
  rig.calls.filter(({ method, path }) => method === 'GET' && path.startsWith('/files/'));

test('a download that breaks off goes on where it stopped', async () => {
  const rig = await createRig({ profile: 'download-truncated' });
  expect((await rig.run()).status).toBe('done');
  const ranges = downloads(rig).map(({ headers }) => headers.get('range'));
  expect(ranges[0]).toBeNull();
  expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
  expect(ranges).toHaveLength(2);
});

test('a download that ends early without an error is noticed by its length', async () => {
  const rig = await createRig({ profile: 'download-wrong-length' });
  expect((await rig.run()).status).toBe('done');
  expect(downloads(rig).length).toBeGreaterThan(1);
  expect(onlyJob(rig.host).state).toBe('done');
});

test('a slow download is waited for', async () => {
  const rig = await createRig({ profile: 'download-slow' });
  const { events, status } = await rig.run();
  expect(status).toBe('done');
  const fractions = events.flatMap((event) =>
    event.kind === 'node-progress' && event.state === 'fetching' && event.fraction ? [event.fraction] : [],
  );
  expect(fractions.length).toBeGreaterThan(3);
  expect(fractions.at(-1)).toBe(1);
});

test('a take that the CDN does not give out stays open and comes with a later resume, without a second submit', async () => {
  const rig = await createRig();
  let isDown = true;
  rig.intercept = ({ path, method }) =>
    isDown && method === 'GET' && path.startsWith('/files/')
      ? Promise.resolve(new Response('Not Found', { status: 404 }))
      : undefined;
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(/complete at the provider but could not be fetched: HTTP 404/);
  expect(problems[0]!.fix).toMatch(/nothing is submitted or paid again/);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'fetching' });

  isDown = false;
  const [job] = await rig.host.jobs.resume(onlyJob(rig.host).id);
  expect(job).toMatchObject({ state: 'done', problem: null });
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('nothing half-made is left behind', async () => {
  const rig = await createRig({ profile: 'download-truncated' });
  await rig.run();
  expect(await readdir(join(rig.home, 'partial'))).toEqual([]);
  expect(await readdir(join(rig.home, 'scratch'))).toEqual([]);
});

test('a result call that comes too early is taken for what it is', async () => {
  const rig = await createRig();
  let isEarly = true;
  rig.intercept = ({ path, method }, url, init) => {
    if (method !== 'GET' || !path.endsWith('/status') || !isEarly) return undefined;
    isEarly = false;
    return rig.simulator
      .fetch(new Request(url, init))
      .then(() => Response.json({ status: 'COMPLETED', logs: [] }));
  };
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('the same, where the early answer looks like data', async () => {
  const rig = await createRig({ profile: 'early-result' });
  let isEarly = true;
  rig.intercept = ({ path, method }) => {
    if (method !== 'GET' || !path.endsWith('/status') || !isEarly) return undefined;
    isEarly = false;
    return Promise.resolve(Response.json({ status: 'COMPLETED', logs: [] }));
  };
  expect((await rig.run()).status).toBe('done');
});

test('a take is kept when only the workflow run was lost', async () => {
  const rig = await createRig();
  await rig.run();
  await rm(join(rig.folder, 'output'), { recursive: true });
  const again = await rig.run();
  expect(again.status).toBe('done');
  expect(await readdir(join(rig.folder, 'output'))).toEqual(['Shot_001.mp4']);
  expect(rig.submits()).toHaveLength(1);
});
