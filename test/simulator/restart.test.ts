import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRig, ENDPOINT, QUEUE_MS, SMALL } from './rig.ts';

async function firstLife() {
  const rig = await createRig('in process');
  onTestFinished(() => rig.close());
  return rig;
}

async function nextLife(dataDir: string) {
  const rig = await createRig('in process', { dataDir });
  onTestFinished(() => rig.close());
  return rig;
}

test('a finished job keeps its result and its file', async () => {
  const before = await firstLife();
  const id = await before.runJob(SMALL);
  const { data } = await before.client.queue.result(ENDPOINT, { requestId: id });
  await before.simulator.close();

  const after = await nextLife(before.dataDir);
  expect((await after.client.queue.result(ENDPOINT, { requestId: id })).data).toEqual(data);
  const file = await after.fetch(data.video.url);
  expect((await file.arrayBuffer()).byteLength).toBe(data.video.file_size);
});

test('a queued job waits on and runs in the next process', async () => {
  const before = await firstLife();
  const { request_id: id } = await before.client.queue.submit(ENDPOINT, { input: SMALL });
  await before.simulator.close();

  const after = await nextLife(before.dataDir);
  expect(await after.status(id)).toMatchObject({ status: 'IN_QUEUE' });
  await after.finishJobs();
  expect(await after.status(id)).toMatchObject({ status: 'COMPLETED' });
});

test('a job that was running when its process ended is rendered again under a new gateway id', async () => {
  const before = await firstLife();
  const { request_id: id } = await before.client.queue.submit(ENDPOINT, { input: SMALL });
  await before.clock.advance(QUEUE_MS);
  const running = await before.status(id);
  expect(running).toMatchObject({ status: 'IN_PROGRESS' });
  await before.simulator.close();

  const after = await nextLife(before.dataDir);
  await after.finishJobs();
  const completed = await after.status(id);
  expect(completed).toMatchObject({ status: 'COMPLETED' });
  expect(completed.error).toBeUndefined();
  expect(completed.gateway_request_id).not.toBe(running.gateway_request_id);
  expect((await after.client.queue.result(ENDPOINT, { requestId: id })).data).toMatchObject({ seed: 5 });
});

test('an upload that was initiated before a restart can still be sent', async () => {
  const before = await firstLife();
  const initiated = await before.json<{ upload_url: string; file_url: string }>(
    'https://rest.fal.ai/storage/upload/initiate',
    { method: 'POST', body: JSON.stringify({ content_type: 'text/plain', file_name: 'note.txt' }) },
  );
  const { upload_url, file_url } = initiated.body;
  await before.simulator.close();

  const after = await nextLife(before.dataDir);
  expect((await after.fetch(upload_url, { method: 'PUT', body: 'late' })).status).toBe(200);
  expect(await (await after.fetch(file_url)).text()).toBe('late');
});

test('a damaged job file is set aside and the other jobs are found', async () => {
  const before = await firstLife();
  const { request_id: whole } = await before.client.queue.submit(ENDPOINT, { input: SMALL });
  const { request_id: damaged } = await before.client.queue.submit(ENDPOINT, { input: SMALL });
  await before.simulator.close();
  const path = join(before.dataDir, 'jobs', `${damaged}.json`);
  await writeFile(path, (await readFile(path, 'utf8')).slice(0, 50));

  const after = await nextLife(before.dataDir);
  expect(await after.status(whole)).toMatchObject({ status: 'IN_QUEUE' });
  await expect(after.status(damaged)).rejects.toMatchObject({ status: 404 });
  expect(await readdir(join(before.dataDir, 'jobs'))).toContain(`${damaged}.json.broken`);
});

test('two simulators on one folder: each runs its own jobs and sees those of the other', async () => {
  const one = await firstLife();
  const other = await nextLife(one.dataDir);
  const { request_id: id } = await one.client.queue.submit(ENDPOINT, { input: SMALL });
  await other.finishJobs();
  expect(await other.status(id)).toMatchObject({ status: 'IN_QUEUE' });
  await one.finishJobs();
  const result = await one.client.queue.result(ENDPOINT, { requestId: id });
  expect(await other.status(id)).toMatchObject({ status: 'COMPLETED' });
  expect((await other.client.queue.result(ENDPOINT, { requestId: id })).data).toEqual(result.data);
});

test('a simulator that joins does not disturb what another one is rendering', async () => {
  const one = await firstLife();
  const { request_id: id } = await one.client.queue.submit(ENDPOINT, { input: SMALL });
  await one.clock.advance(QUEUE_MS);
  const other = await nextLife(one.dataDir);
  await expect.poll(() => other.status(id)).toMatchObject({ status: 'IN_PROGRESS' });
  await one.simulator.idle();
  const completed = await other.status(id);
  expect(completed).toMatchObject({ status: 'COMPLETED' });
  expect(completed).not.toHaveProperty('error');
});

test('jobs of a simulator that ended are taken up by one that was there before', async () => {
  const one = await firstLife();
  const other = await nextLife(one.dataDir);
  const { request_id: id } = await one.client.queue.submit(ENDPOINT, { input: SMALL });
  await one.simulator.close();
  expect(await other.status(id)).toMatchObject({ status: 'IN_QUEUE' });
  await other.finishJobs();
  expect(await other.status(id)).toMatchObject({ status: 'COMPLETED' });
  expect(await readdir(join(one.dataDir, 'instances'))).toHaveLength(1);
});
