import { expect, test } from 'vitest';
import { createRig, onlyJob, type Rig } from './rig.ts';

const DAY_MS = 24 * 3_600_000;
/** What one shot of the rig costs by its estimate. */
const SHOT_USD = 2 * 0.0024075;

/** The provider answers 404 for the file of every take. */
const withoutFiles: Rig['intercept'] = ({ path, method }) =>
  method === 'GET' && path.startsWith('/files/')
    ? Promise.resolve(new Response('Not Found', { status: 404 }))
    : undefined;

/** The key is no longer accepted when the provider is asked about a job. */
const withoutStatus: Rig['intercept'] = ({ path }) =>
  path.endsWith('/status')
    ? Promise.resolve(Response.json({ detail: 'Invalid key credentials' }, { status: 401 }))
    : undefined;

test('a take whose file answers 404 for ever counts on the day it was charged and blocks no other', async () => {
  const rig = await createRig();
  await rig.host.settings.update({ capPerDayUsd: 1.5 * SHOT_USD });
  rig.intercept = withoutFiles;
  await rig.run();
  expect(onlyJob(rig.host)).toMatchObject({ state: 'fetching', charge: 'billed' });
  await rig.change({ seed: 43 });
  expect((await rig.run()).problems[0]!.message).toMatch(/With \$0\.005 spent/);
  rig.clock.advance(DAY_MS);
  await rig.run();
  expect(rig.submits()).toHaveLength(2);
});

test('it cannot be cancelled, but closed: then the same may be bought again', async () => {
  const rig = await createRig();
  rig.intercept = withoutFiles;
  const { problems } = await rig.run();
  const { id } = onlyJob(rig.host);
  expect(problems[0]!.fix).toContain(`blockout jobs --close ${id}`);
  expect(await rig.host.jobs.cancel(id)).toMatchObject({ state: 'fetching' });
  expect(await rig.host.jobs.close(id)).toMatchObject({ state: 'closed', charge: 'billed', problem: null });
  rig.intercept = () => undefined;
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(2);
});

test('after seven days, in which nothing is kept any longer, a take that cannot be fetched ends the job and says so', async () => {
  const rig = await createRig();
  rig.intercept = withoutFiles;
  await rig.run();
  const { id } = onlyJob(rig.host);
  rig.clock.advance(6 * DAY_MS);
  expect(await rig.host.jobs.resume(id)).toMatchObject([{ state: 'fetching' }]);
  rig.clock.advance(2 * DAY_MS);
  const [job] = await rig.host.jobs.resume(id);
  expect(job).toMatchObject({ state: 'expired', charge: 'billed' });
  expect(job!.problem!.fix).toMatch(
    /open for more than 7 days.*≈ \$0\.005 more.*fal charged \$0\.\d+ for it/,
  );

  // A person may look again at any time.
  rig.intercept = () => undefined;
  expect(await rig.host.jobs.resume(id)).toMatchObject([{ state: 'done' }]);
  expect(rig.submits()).toHaveLength(1);
});

test('a job nobody could ask about is out of the caps after seven days, and expired at the next start', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  await rig.host.settings.update({ capPerDayUsd: 1.5 * SHOT_USD });
  rig.intercept = withoutStatus;
  await rig.run();
  const { id } = onlyJob(rig.host);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'submitted', charge: 'open' });
  await rig.change({ seed: 43 });
  rig.clock.advance(6 * DAY_MS);
  expect((await rig.run()).problems[0]!.message).toMatch(/≈ \$0\.005 under way/);
  rig.clock.advance(2 * DAY_MS);
  await rig.run();
  expect(rig.submits()).toHaveLength(2);

  await rig.host.close();
  rig.host = rig.openHost({ env: {} });
  await expect.poll(() => rig.host.jobs.get(id)!.state).toBe('expired');
  expect(rig.host.jobs.get(id)).toMatchObject({ charge: 'maybe' });
  expect(rig.host.jobs.get(id)!.problem!.message).toMatch(/No key for fal is set/);
});

test('a job that waits in the queue is cancelled by closing it, and costs nothing', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  rig.intercept = withoutStatus;
  await rig.run();
  rig.intercept = () => undefined;
  const job = await rig.host.jobs.close(onlyJob(rig.host).id);
  expect(job).toMatchObject({ state: 'cancelled', charge: 'free' });
});

test('where the provider does not answer, a job that was under way is closed and may be charged', async () => {
  const rig = await createRig({ profile: 'slow-queue' });
  rig.intercept = (call, url, init) =>
    call.path.endsWith('/cancel')
      ? Promise.resolve(new Response('', { status: 503 }))
      : withoutStatus(call, url, init);
  await rig.run();
  const job = await rig.host.jobs.close(onlyJob(rig.host).id);
  expect(job).toMatchObject({ state: 'closed', charge: 'maybe' });
  expect(rig.host.jobs.spending(0)).toMatchObject({ paidUsd: 0, doubtfulUsd: SHOT_USD, openUsd: 0 });
});

test('what a person closes in one Blockout is left alone by another that is fetching it', async () => {
  const rig = await createRig();
  let refused = 0;
  let closing: Promise<unknown> = Promise.resolve();
  const other = rig.openHost();
  rig.intercept = (call, url, init) => {
    const answer = withoutFiles(call, url, init);
    if (answer && ++refused === 2) closing = other.jobs.close(onlyJob(other).id);
    return answer && closing.then(() => answer);
  };
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(/closed by hand/);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'closed', charge: 'billed', problem: null });
});

test('what has ended is not closed', async () => {
  const rig = await createRig({ profile: 'model-crash' });
  await rig.run();
  const { id } = onlyJob(rig.host);
  expect(await rig.host.jobs.close(id)).toMatchObject({ state: 'failed', notes: [] });
  expect(await rig.host.jobs.close('nobody')).toBeUndefined();
});
