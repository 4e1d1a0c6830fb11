import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Host } from '../../src/host/host.ts';
import { type Call, createRig, onlyJob, type Rig } from './rig.ts';

const sentAddresses = (rig: Rig) =>
  rig.submits().map(({ body }) => (body as { video_url: string }).video_url);
const searches = (rig: Rig) => rig.calls.filter(({ path }) => path.endsWith('/by-endpoint'));

/** Another machine with the same key: a home of its own. */
const otherMachine = (rig: Rig) => rig.openHost({ home: join(rig.root, 'other-home') });

async function runOn(rig: Rig, host: Host) {
  const opened = await host.loadWorkflowFile(join(rig.folder, 'shot.json'));
  if (!opened.ok) throw new Error(opened.problem.message);
  return host.run(await host.plan(opened.workflow, { folder: opened.folder }));
}

/** Makes the clip another one for whoever looks at its bytes: a box that every reader passes over. */
async function changeClip(rig: Rig): Promise<void> {
  const path = join(rig.folder, 'clip.mp4');
  const freeBox = Buffer.from('\0\0\0\x08free', 'latin1');
  await writeFile(path, Buffer.concat([await readFile(path), freeBox]));
}

test('a lost submit is not taken for what another machine sent with the same key, seed and settings but another clip', async () => {
  const rig = await createRig({ profile: 'model-crash' });
  await runOn(rig, otherMachine(rig));
  await changeClip(rig);
  rig.simulator.setProfile('submit-reset-before');
  expect((await rig.run()).status).toBe('failed');
  expect(onlyJob(rig.host)).toMatchObject({ state: 'unknown', requestId: null, alikeRequestId: null });
});

test('nor for what another machine sent with the very same clip: its upload has another address', async () => {
  const rig = await createRig({ profile: 'model-crash' });
  await runOn(rig, otherMachine(rig));
  rig.simulator.setProfile('submit-reset-before');
  expect((await rig.run()).status).toBe('failed');
  expect(onlyJob(rig.host)).toMatchObject({ state: 'unknown', requestId: null, alikeRequestId: null });
});

test('a copy of a home does not send what its original has uploaded', async () => {
  const rig = await createRig({ profile: 'model-crash' });
  await rig.run();
  await rig.host.close();
  await cp(rig.home, join(rig.root, 'other-home'), { recursive: true });
  await rig.change({ seed: 43 });
  await runOn(rig, otherMachine(rig));
  const [first, second] = sentAddresses(rig);
  expect(second).not.toBe(first);
});

test('a request of another machine in the list leads to a question, not to a take and not to a second purchase', async () => {
  const rig = await createRig({ profile: 'foreign-request' });
  for (let press = 0; press < 2; press++) {
    const { status, problems } = await rig.run();
    expect(status).toBe('failed');
    expect(problems[0]!.message).toMatch(/may be under way/);
    expect(problems[0]!.fix).toContain('fal.ai/dashboard/requests');
    expect(problems[0]!.fix).toContain(`blockout jobs --close ${onlyJob(rig.host).id}`);
    expect(problems[0]!.fix).toMatch(/for ≈ \$0\.005 more/);
  }
  expect(rig.submits()).toHaveLength(1);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'unknown', charge: 'unknown' });
});

test('what may be under way is bought again only after a person has closed it', async () => {
  const rig = await createRig({ profile: 'submit-reset-before' });
  await rig.run();
  const lost = onlyJob(rig.host);
  const looks = searches(rig).length;
  expect((await rig.run()).problems[0]!.message).toMatch(/Nothing was sent again/);
  expect(searches(rig).length).toBeGreaterThan(looks);
  expect(rig.submits()).toHaveLength(1);

  expect(await rig.host.jobs.close(lost.id)).toMatchObject({ state: 'closed', charge: 'unknown' });
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(2);
});

test('a lost job that was closed can be looked for again after all', async () => {
  const rig = await createRig({ profile: 'submit-reset-after' });
  let isListDown = true;
  rig.intercept = ({ path }) =>
    isListDown && path.endsWith('/by-endpoint')
      ? Promise.resolve(new Response('', { status: 503 }))
      : undefined;
  await rig.run();
  const { id } = onlyJob(rig.host);
  await rig.host.jobs.close(id);
  isListDown = false;
  expect(await rig.host.jobs.resume(id)).toMatchObject([{ state: 'done', id }]);
  expect(rig.submits()).toHaveLength(1);
});

test('the same request once more goes out with an address of its own, so that nobody mixes up the two', async () => {
  const rig = await createRig();
  await rig.run();
  const first = onlyJob(rig.host);
  rig.simulator.setProfile('submit-reset-after');
  const again = await rig.host.run(await rig.plan({ newTake: true }));
  expect(again.status).toBe('done');
  const [one, two] = sentAddresses(rig);
  expect(one).toMatch(/blockout-[0-9a-f]{32}\.mp4$/);
  expect(two).toMatch(/blockout-[0-9a-f]{32}\.mp4$/);
  expect(two).not.toBe(one);
  const second = rig.host.jobs.list().find(({ id }) => id !== first.id)!;
  expect(second.requestId).not.toBe(first.requestId);
  expect(second).toMatchObject({ state: 'done', seed: first.seed });
});

/** A storage that makes up names of its own. */
const withoutNames =
  (rig: Rig) =>
  (call: Call, url: string, init: RequestInit): Promise<Response> | undefined =>
    call.path === '/storage/upload/initiate'
      ? rig.simulator.fetch(
          new Request(url, {
            ...init,
            body: JSON.stringify({ ...(call.body as object), file_name: 'x.mp4' }),
          }),
        )
      : undefined;

test('where nothing that was sent is ours alone, a request that reads the same is shown, and taken on a person’s word', async () => {
  const rig = await createRig({ profile: 'submit-reset-after' });
  rig.intercept = withoutNames(rig);
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  const { id, alikeRequestId } = onlyJob(rig.host);
  expect(alikeRequestId).not.toBeNull();
  expect(problems[0]!.message).toContain(alikeRequestId);
  expect(problems[0]!.fix).toContain(`blockout resume ${id} --request ${alikeRequestId}`);

  const [job] = await rig.host.jobs.resume(id, alikeRequestId!);
  expect(job).toMatchObject({ state: 'done', requestId: alikeRequestId, alikeRequestId: null });
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('an address that could be anybody’s is used for one job only', async () => {
  const rig = await createRig({ profile: 'model-crash' });
  rig.intercept = withoutNames(rig);
  await rig.run();
  await rig.change({ seed: 43 });
  await rig.run();
  const [one, two] = sentAddresses(rig);
  expect(two).not.toBe(one);
});

test('a request that belongs to another job is not taken on a person’s word either', async () => {
  const rig = await createRig({ profile: 'model-crash' });
  await rig.run();
  const first = onlyJob(rig.host);
  await rig.change({ seed: 43 });
  rig.simulator.setProfile('submit-reset-before');
  await rig.run();
  const lost = rig.host.jobs.list().find(({ state }) => state === 'unknown')!;
  expect(await rig.host.jobs.resume(lost.id, first.requestId!)).toMatchObject([{ state: 'unknown' }]);
});
