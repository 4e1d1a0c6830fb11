import { readFile, rm, truncate } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { formatSpending } from '../../src/fal/price.ts';
import { createRig, onlyJob, type Rig } from './rig.ts';

/** A rig with one take whose file has been deleted from the store. */
async function createRigWithoutFile(): Promise<Rig> {
  const rig = await createRig();
  await rig.run();
  await rm(rig.host.assets.pathOf(onlyJob(rig.host).asset!));
  return rig;
}

/** What is saved already needs no take: the node that spends is asked for itself. */
const runSubmit = async (rig: Rig) => rig.host.run(await rig.plan({ targets: ['submit'] }));

const isFile = ({ path, method }: { path: string; method: string }) =>
  method === 'GET' && path.startsWith('/files/');

test('a take whose file was deleted is fetched again from the provider instead of being bought again', async () => {
  const rig = await createRigWithoutFile();
  const before = onlyJob(rig.host);
  expect((await runSubmit(rig)).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
  expect(onlyJob(rig.host)).toMatchObject({
    id: before.id,
    state: 'done',
    asset: before.asset,
    charge: 'billed',
    billedUsd: before.billedUsd,
    notes: ['Its file was gone here and was fetched again from the provider; nothing was paid again.'],
  });
});

test('the plan says that a deleted take is fetched again and free, and the run needs no leave to spend', async () => {
  const rig = await createRigWithoutFile();
  const plan = await rig.plan({ targets: ['submit'] });
  expect(plan.spending).toEqual({ jobCount: 0, costUsd: 0, megapixels: 0, fetchedCount: 1 });
  expect(formatSpending(plan.spending)).toBe('fetched again, free');
  // A new take of it is another matter.
  const another = await rig.plan({ targets: ['submit'], newTake: true });
  expect(another.spending).toMatchObject({ jobCount: 1, costUsd: expect.closeTo(0.0048, 3) });
  const { status } = await rig.host.run(plan, { ceiling: { jobCount: 0, costUsd: 0 } });
  expect(status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('a take that is gone at the provider too is planned with the price of another', async () => {
  const rig = await createRigWithoutFile();
  rig.intercept = (call) =>
    isFile(call) ? Promise.resolve(new Response('Not Found', { status: 404 })) : undefined;
  await runSubmit(rig);
  expect((await rig.plan({ targets: ['submit'] })).spending).toMatchObject({ jobCount: 1 });
});

test('a take that was cut to 1,000 bytes in the store is fetched again instead of being handed out as done', async () => {
  const rig = await createRig();
  await rig.run();
  const path = rig.host.assets.pathOf(onlyJob(rig.host).asset!);
  const whole = await readFile(path);
  await truncate(path, 1_000);
  expect((await runSubmit(rig)).status).toBe('done');
  expect(await readFile(path)).toEqual(whole);
  expect(rig.submits()).toHaveLength(1);
});

test('a resume of a job whose file was deleted does the same', async () => {
  const rig = await createRigWithoutFile();
  const { id, asset } = onlyJob(rig.host);
  expect(await rig.host.jobs.resume(id)).toMatchObject([{ state: 'done', asset }]);
  expect(rig.host.assets.has(asset!)).toBe(true);
});

test('a deleted take that the provider no longer has is told with the price of another one, and not bought by itself', async () => {
  const rig = await createRigWithoutFile();
  rig.intercept = (call) =>
    isFile(call) ? Promise.resolve(new Response('Not Found', { status: 404 })) : undefined;
  const { status, problems } = await runSubmit(rig);
  expect(status).toBe('failed');
  expect(problems[0]!.message).toMatch(/gone from this computer, and fal no longer has it either: HTTP 404/);
  expect(problems[0]!.fix).toMatch(/buys a new take, for ≈ \$0\.005 more\. fal charged \$0\.\d+ for it\.$/);
  expect(rig.submits()).toHaveLength(1);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'expired', charge: 'billed' });

  // Now the artist knows, and presses Run again.
  rig.intercept = () => undefined;
  expect((await runSubmit(rig)).status).toBe('done');
  expect(rig.submits()).toHaveLength(2);
});

test('a deleted take that cannot be fetched for now is not bought again, however often Run is pressed', async () => {
  const rig = await createRigWithoutFile();
  rig.intercept = (call) => (isFile(call) ? Promise.reject(new TypeError('fetch failed')) : undefined);
  for (let press = 0; press < 2; press++) {
    const { problems } = await runSubmit(rig);
    expect(problems[0]!.fix).toMatch(/nothing is submitted or paid again/);
  }
  expect(rig.submits()).toHaveLength(1);
  rig.intercept = () => undefined;
  expect((await runSubmit(rig)).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('where a file has moved at the provider, its new address is asked for', async () => {
  const rig = await createRigWithoutFile();
  let moved = '';
  rig.intercept = (call, url, init) => {
    if (isFile(call) && !url.includes('signed=now'))
      return Promise.resolve(new Response('Not Found', { status: 404 }));
    if (call.method !== 'GET' || !/\/requests\/[^/]+$/.test(call.path)) return undefined;
    return rig.simulator.fetch(new Request(url, init)).then(async (answer) => {
      const body = (await answer.json()) as { video: { url: string } };
      moved = `${body.video.url}?signed=now`;
      return Response.json({ ...body, video: { ...body.video, url: moved } }, { headers: answer.headers });
    });
  };
  expect((await runSubmit(rig)).status).toBe('done');
  expect(moved).not.toBe('');
  expect(rig.submits()).toHaveLength(1);
});
