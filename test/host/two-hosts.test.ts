import { expect, onTestFinished, test } from 'vitest';
import { createRig, onlyJob, type Rig } from './rig.ts';

async function runOn(rig: Rig, host: Rig['host']) {
  const opened = await host.loadWorkflowFile(`${rig.folder}/shot.json`);
  if (!opened.ok) throw new Error(opened.problem.message);
  return host.run(await host.plan(opened.workflow, { folder: opened.folder }));
}

test('two hosts on one home share a job instead of paying twice', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  const other = rig.openHost();
  expect([rig.host.slot, other.slot]).toEqual([0, 1]);
  const results = await Promise.all([rig.run(), runOn(rig, other)]);
  expect(results.map(({ status }) => status)).toEqual(['done', 'done']);
  expect(rig.submits()).toHaveLength(1);
  expect(onlyJob(other).id).toBe(onlyJob(rig.host).id);
});

test('a host takes over a job when the one that sent it goes away', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  const other = rig.openHost();
  let queued = () => {};
  const isQueued = new Promise<void>((resolve) => {
    queued = resolve;
  });
  const leaving = rig.run({
    onEvent: (event) => event.kind === 'node-progress' && event.state === 'queued' && queued(),
  });
  await isQueued;
  const staying = runOn(rig, other);
  await rig.host.close();
  await leaving;
  expect((await staying).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('a host leaves the jobs of a living host alone', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  let queued = () => {};
  const isQueued = new Promise<void>((resolve) => {
    queued = resolve;
  });
  const running = rig.run({
    onEvent: (event) => event.kind === 'node-progress' && event.state === 'queued' && queued(),
  });
  await isQueued;
  let callsOfOther = 0;
  const other = rig.openHost({
    transport: () => {
      callsOfOther++;
      return Promise.reject(new TypeError('fetch failed'));
    },
  });
  const [job] = await other.jobs.resume();
  expect(job!.state).not.toBe('done');
  expect(callsOfOther).toBe(0);
  expect((await running).status).toBe('done');
});

test('each host has a simulator of its own, and a later host finds the jobs of both', async () => {
  const rig = await createRig({ env: {} });
  const other = rig.openHost();
  const first = await rig.run();
  await rig.change({ seed: 43 });
  const second = await runOn(rig, other);
  expect([first.status, second.status]).toEqual(['done', 'done']);
  await rig.host.close();
  await other.close();
  const third = rig.openHost();
  expect(third.slot).toBe(0);
  expect(third.jobs.list().map(({ state }) => state)).toEqual(['done', 'done']);
});

/** What a page of a host hears of jobs, as it comes over its event stream. */
async function listenToJobs(host: Rig['host']) {
  const response = await host.fetch(new Request('http://x/api/events'));
  const heard: { readonly id: string; readonly state: string }[] = [];
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    let text = '';
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const messages = (text + piece.value).split('\n\n');
      text = messages.pop()!;
      for (const message of messages) {
        const data = /^data: ?(.*)$/m.exec(message)?.[1];
        const event = JSON.parse(data ?? '{}') as { kind?: string; job?: (typeof heard)[number] };
        if (event.kind === 'job') heard.push(event.job!);
      }
    }
  })();
  onTestFinished(() => reader.cancel());
  return { heard, states: () => heard.map(({ state }) => state) };
}

test('a page of one host sees a job of another host appear, move on and end', async () => {
  const rig = await createRig();
  const other = rig.openHost();
  const [own, foreign] = [await listenToJobs(rig.host), await listenToJobs(other)];
  let isHeld = true;
  rig.intercept = (call) =>
    isHeld && call.path.endsWith('/status')
      ? Promise.resolve(Response.json({ status: 'IN_QUEUE', queue_position: 1 }, { status: 202 }))
      : undefined;
  const running = rig.run();
  await expect.poll(foreign.states).toContain('queued');
  const { id } = onlyJob(rig.host);
  isHeld = false;
  expect((await running).status).toBe('done');
  await expect.poll(foreign.states).toContain('done');
  expect(new Set(foreign.heard.map((job) => job.id))).toEqual(new Set([id]));
  expect(foreign.heard.at(-1)).toMatchObject({ state: 'done', costUsd: onlyJob(rig.host).billedUsd });
  // Each step is told once to those who made it.
  expect(own.states().filter((state) => state === 'done')).toHaveLength(1);
});
