import { expect, test } from 'vitest';
import { createRig, onlyJob } from './rig.ts';

/** Aborts a run as soon as its submit node reports this state. */
function abortAt(state: string) {
  const abort = new AbortController();
  return {
    signal: abort.signal,
    onEvent(event: { kind: string; state?: string }) {
      if (event.kind === 'node-progress' && event.state === state) abort.abort();
    },
  };
}

test('a job that is cancelled in the queue costs nothing', async () => {
  // Nothing leaves the queue, however long the host takes to cancel.
  const rig = await createRig({ profile: 'slow-queue', simulator: { concurrency: 0 } });
  const { status } = await rig.run(abortAt('queued'));
  expect(status).toBe('cancelled');
  expect(onlyJob(rig.host)).toMatchObject({ state: 'cancelled', charge: 'free', costUsd: 0 });
});

test('a job that was cancelled in the queue costs nothing, although its end is seen before the cancel is answered', async () => {
  const rig = await createRig({ simulator: { concurrency: 0 } });
  rig.intercept = ({ method, path }, url, init) => {
    if (method !== 'PUT' || !path.endsWith('/cancel')) return undefined;
    return rig.simulator.fetch(new Request(url, init)).then(async (answer) => {
      await expect.poll(() => onlyJob(rig.host).state).toBe('cancelled');
      return answer;
    });
  };
  await rig.run(abortAt('queued'));
  expect(onlyJob(rig.host)).toMatchObject({ state: 'cancelled', charge: 'free', costUsd: 0 });
});

test('a run that is cancelled during the upload submits nothing', async () => {
  const rig = await createRig();
  const { status } = await rig.run(abortAt('uploading'));
  expect(status).toBe('cancelled');
  expect(rig.submits()).toEqual([]);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'cancelled', charge: 'free' });
});

test('a running job that takes no notice of the cancel is still brought home', async () => {
  const rig = await createRig({ profile: 'cancel-ignored' });
  const { status } = await rig.run(abortAt('running'));
  expect(status).toBe('cancelled');
  const [job] = await rig.host.jobs.resume(onlyJob(rig.host).id);
  expect(job).toMatchObject({ state: 'done', charge: 'billed' });
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('a running job that stops when cancelled may be charged', async () => {
  const rig = await createRig({ simulator: { timings: { leastRunMs: 60_000 } } });
  await rig.run(abortAt('running'));
  const [job] = await rig.host.jobs.resume(onlyJob(rig.host).id);
  expect(job).toMatchObject({ state: 'cancelled', charge: 'maybe' });
});

test('a job that the provider forgot after the cancel ends all the same', async () => {
  const rig = await createRig({ profile: 'cancel-forgotten' });
  rig.intercept = ({ method, path }, url, init) =>
    method === 'PUT' && path.endsWith('/cancel')
      ? rig.simulator
          .fetch(new Request(url, init))
          .then(() => Response.json({ status: 'CANCELLATION_REQUESTED' }, { status: 202 }))
      : undefined;
  await rig.run(abortAt('queued'));
  const [job] = await rig.host.jobs.resume(onlyJob(rig.host).id);
  expect(['expired', 'cancelled']).toContain(job!.state);
});

test('closing the host leaves the job to go on, and the next host brings it home', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  let started = () => {};
  const queued = new Promise<void>((resolve) => {
    started = resolve;
  });
  const running = rig.run({
    onEvent: (event) => event.kind === 'node-progress' && event.state === 'queued' && started(),
  });
  await queued;
  await rig.host.close();
  await running;
  expect(rig.calls.filter(({ path }) => path.endsWith('/cancel'))).toEqual([]);

  rig.host = rig.openHost();
  const [job] = await rig.host.jobs.resume();
  expect(job).toMatchObject({ state: 'done' });
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('two runs of the same shot share one job, and one leaving does not stop the other', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  const leaving = rig.run(abortAt('running'));
  const staying = rig.run();
  expect((await leaving).status).toBe('cancelled');
  expect((await staying).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
  expect(rig.calls.filter(({ path }) => path.endsWith('/cancel'))).toEqual([]);
});
