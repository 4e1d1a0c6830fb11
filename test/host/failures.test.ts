import { expect, test } from 'vitest';
import { createRig, onlyJob } from './rig.ts';

test('a key that is not accepted asks for a key', async () => {
  const rig = await createRig({ profile: 'unauthorized' });
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'provider', nodeId: 'submit' });
  expect(problems[0]!.message).toMatch(/did not accept the key/);
  expect(problems[0]!.fix).toMatch(/fal\.ai\/dashboard\/keys/);
});

test('a locked account is sent to billing, not to the keys', async () => {
  const rig = await createRig({ profile: 'locked' });
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(/User is locked\. Reason: Exhausted balance/);
  expect(problems[0]!.fix).toMatch(/billing/);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'failed', charge: 'free', costUsd: 0 });
});

test('a rejected field is named, with the model’s own words', async () => {
  const rig = await createRig({ profile: 'invalid-field' });
  const { problems } = await rig.run();
  expect(problems[0]).toMatchObject({ code: 'bad-input', nodeId: 'submit', param: 'num_frames' });
  expect(problems[0]!.message).toContain('Input should be less than or equal to 8');
  expect(onlyJob(rig.host)).toMatchObject({ state: 'failed', charge: 'free', billedUnits: 0 });
});

test('a request over the budget fails with what fal says about it', async () => {
  const rig = await createRig({ profile: 'over-budget' });
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(/budget/i);
  expect(onlyJob(rig.host).state).toBe('failed');
});

test('content that was refused after the work may be charged, and says so', async () => {
  const rig = await createRig({ profile: 'content-policy' });
  const { problems } = await rig.run();
  expect(problems[0]!.message).toContain('flagged by a content checker');
  const job = onlyJob(rig.host);
  expect(job.state).toBe('failed');
  expect(['maybe', 'billed']).toContain(job.charge);
  expect(job.costUsd).toBeGreaterThan(0);
});

test.each(['model-crash', 'runner-disconnected', 'startup-timeout'])('%s costs nothing', async (profile) => {
  const rig = await createRig({ profile });
  const { problems } = await rig.run();
  expect(problems[0]!.fix).toMatch(/Nothing is charged/);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'failed', charge: 'free', costUsd: 0 });
  expect(rig.submits()).toHaveLength(1);
});

test('runners that are lost and found again do not show in the result', async () => {
  const rig = await createRig({ profile: 'server-retries' });
  expect((await rig.run()).status).toBe('done');
  expect(onlyJob(rig.host).state).toBe('done');
});

test('a result that has expired is told as such and may have been charged', async () => {
  const rig = await createRig({ profile: 'result-expired' });
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(/no longer has its result/);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'expired', charge: 'maybe' });
});

test('half a JSON document is asked for again', async () => {
  const rig = await createRig({ profile: 'truncated-json' });
  expect((await rig.run()).status).toBe('done');
});

test('a status call that hangs ends at its deadline and is made again', async () => {
  const rig = await createRig({ profile: 'status-hang' });
  const running = rig.run();
  for (let hang = 0; hang < 2; hang++) {
    await rig.clock.deadline(20_000);
    rig.clock.advance(20_000);
  }
  expect((await running).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('a key that is withdrawn on the way leaves the job open, and a resume brings it home', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  let isWithdrawn = true;
  rig.intercept = ({ path }) =>
    isWithdrawn && path.endsWith('/status')
      ? Promise.resolve(Response.json({ detail: 'Invalid key credentials' }, { status: 401 }))
      : undefined;
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(/did not accept the key/);
  expect(problems[0]!.fix).toMatch(/resume the job/);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'submitted', charge: 'open' });
  isWithdrawn = false;
  const [job] = await rig.host.jobs.resume(onlyJob(rig.host).id);
  expect(job).toMatchObject({ state: 'done', problem: null });
  expect(rig.submits()).toHaveLength(1);
});

test('fewer frames than asked are noted on the take', async () => {
  const rig = await createRig({ profile: 'frame-mismatch', shot: { frames: 17 } });
  expect((await rig.run()).status).toBe('done');
  expect(onlyJob(rig.host).notes).toContain('17 frames were asked, 9 came.');
});

test('a request to fal without a key says where to get one before anything is uploaded', async () => {
  const rig = await createRig({ env: {} });
  const result = await rig.host.run(await rig.plan({ provider: 'fal' }));
  expect(result.problems[0]!.message).toMatch(/key/);
  expect(rig.calls).toEqual([]);
  expect(rig.host.jobs.list()).toEqual([]);
});
