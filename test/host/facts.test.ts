import { copyFile, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HostPlan } from '../../src/host/runs/make-plan.ts';
import { createRig, type Rig } from './rig.ts';
import { CLIP } from './shot.ts';

const addressed = (planned: HostPlan) => planned.problems.find(({ nodeId }) => nodeId === 'clip');

/** Plans the shot with another clip. */
async function planWith(rig: Rig, clip: object, request = {}) {
  const opened = await rig.host.loadWorkflowFile(join(rig.folder, 'shot.json'));
  if (!opened.ok) throw new Error(opened.problem.message);
  const { workflow } = opened;
  const node = { ...workflow.nodes.get('clip')!, params: { clip } };
  return rig.host.plan({ ...workflow, nodes: workflow.nodes.set(node) }, { folder: rig.folder, ...request });
}

test('a clip beside the workflow is read, and what it is reaches the plan', async () => {
  const rig = await createRig();
  const planned = await rig.plan();
  expect(planned.problems).toEqual([]);
  const step = planned.plan.steps.find(({ node }) => node.id === 'clip')!;
  expect(step.forecasts[0]!.video).toMatchObject({ width: 64, height: 64, frameCount: 12, fps: 24 });
  expect(planned.spending).toMatchObject({ jobCount: 1, costUsd: 2 * 0.0024075 });
});

test('a missing clip is named, with the way out', async () => {
  const rig = await createRig();
  expect(addressed(await planWith(rig, { path: 'gone.mp4' }))).toMatchObject({
    code: 'missing-media',
    param: 'clip',
    message: '“gone.mp4” is not there.',
  });
});

test.each([
  ['a text file in disguise', 'notes.mp4', 'hello'],
  ['an empty file', 'empty.mp4', ''],
])('%s is told as what it is, by its own name', async (_what, name, content) => {
  const rig = await createRig();
  await writeFile(join(rig.folder, name), content);
  const problem = addressed(await planWith(rig, { path: name }));
  expect(problem).toMatchObject({ code: 'bad-media' });
  expect(problem!.message).toContain(name);
  expect(problem!.message).not.toMatch(/[0-9a-f]{64}/);
  expect(problem!.fix).not.toBe('');
});

test('a folder is not a clip', async () => {
  const rig = await createRig();
  await mkdir(join(rig.folder, 'shots'));
  expect(addressed(await planWith(rig, { path: 'shots' }))!.message).toBe('“shots” is a folder.');
});

test.each(['../secret.mp4', '/etc/passwd', 'inner/../../secret.mp4', 'link.mp4'])(
  'a workflow does not read %s, which lies outside its folder',
  async (path) => {
    const rig = await createRig();
    await copyFile(CLIP, join(rig.root, 'secret.mp4'));
    await mkdir(join(rig.folder, 'inner'));
    await symlink(join(rig.root, 'secret.mp4'), join(rig.folder, 'link.mp4'));
    const before = (await readdir(join(rig.home, 'assets'))).length;
    const problem = addressed(await planWith(rig, { path }));
    expect(problem).toMatchObject({ code: 'closed-media', message: expect.stringContaining('outside') });
    expect((await readdir(join(rig.home, 'assets'))).length).toBe(before);
  },
);

test('a file that does not exist is told as that, wherever it would lie', async () => {
  const rig = await createRig();
  for (const path of [
    '../absent.mp4',
    '/no/such/folder/absent.mp4',
    'absent.mp4',
    '../shot.json/absent.mp4',
  ]) {
    const problem = addressed(await planWith(rig, { path }));
    expect(problem).toMatchObject({ code: 'missing-media', message: `“${path}” is not there.` });
    expect(problem).not.toHaveProperty('closed');
  }
});

test('what is closed is told with where it really lies and what can be allowed', async () => {
  const rig = await createRig();
  const plates = join(rig.root, 'plates');
  await mkdir(plates);
  await copyFile(CLIP, join(plates, 'plate.mp4'));
  await symlink(join(plates, 'plate.mp4'), join(rig.folder, 'link.mp4'));
  const closed = { path: join(plates, 'plate.mp4'), offer: plates };
  for (const path of ['../plates/plate.mp4', 'link.mp4', join(plates, 'plate.mp4')]) {
    expect(addressed(await planWith(rig, { path }))).toMatchObject({
      code: 'closed-media',
      fix: `Allow reading ${plates}, choose it by hand, or put it beside the workflow.`,
      closed,
    });
  }
  // The folder above holds Blockout's own data: of what lies there directly, the file alone.
  await copyFile(CLIP, join(rig.root, 'plate.mp4'));
  const path = join(rig.root, 'plate.mp4');
  expect(addressed(await planWith(rig, { path }))).toMatchObject({ closed: { path, offer: path } });
  await writeFile(join(rig.home, 'fal-key'), 'a:b');
  expect(addressed(await planWith(rig, { path: join(rig.home, 'fal-key') }))).toMatchObject({
    fix: 'Choose it by hand, or put it beside the workflow.',
    closed: { offer: null },
  });
});

test('a granted folder is read, and so is a file that was named by hand', async () => {
  const rig = await createRig();
  const outside = join(rig.root, 'plates');
  await mkdir(outside);
  await copyFile(CLIP, join(outside, 'plate.mp4'));
  const path = join(outside, 'plate.mp4');
  expect(addressed(await planWith(rig, { path }))).toBeDefined();
  expect(addressed(await planWith(rig, { path }, { granted: [outside] }))).toBeUndefined();
  const byHand = await planWith(rig, { path: 'gone.mp4' }, { inputs: [{ nodeId: 'clip', path }] });
  expect(byHand.problems).toEqual([]);
  await rig.host.grant(outside);
  expect(addressed(await planWith(rig, { path }))).toBeUndefined();
});

test('an unchanged file is not read again; a changed one is', async () => {
  const rig = await createRig();
  const assetOf = (planned: HostPlan) =>
    (planned.plan.steps.find(({ node }) => node.id === 'clip')!.forecasts[0]!.video as { asset: string })
      .asset;
  const first = assetOf(await rig.plan());
  // The same size and time stand for the same content: the copy in the store is not made anew.
  expect(assetOf(await rig.plan())).toBe(first);
  const { createVideoWriter } = await import('../../src/media/write-video.ts');
  const writer = await createVideoWriter({
    path: join(rig.folder, 'clip.mp4'),
    width: 64,
    height: 64,
    fps: 24,
    quality: 'low',
  });
  for (let frame = 0; frame < 10; frame++)
    await writer.addFrame(new Uint8Array(64 * 64 * 4).fill(frame * 20));
  await writer.finish();
  const changed = await rig.plan();
  expect(assetOf(changed)).not.toBe(first);
  expect(changed.plan.steps[0]!.forecasts[0]!.video).toMatchObject({ frameCount: 10 });
});

test('an asset of another machine is missing here, and one of this machine is not', async () => {
  const rig = await createRig();
  const elsewhere = 'ab'.repeat(32);
  expect(addressed(await planWith(rig, { asset: elsewhere, name: 'hero.mp4' }))!.message).toBe(
    '“hero.mp4” is not in the asset store of this machine.',
  );
  await rig.plan();
  const [asset] = rig.host.assets.list(1);
  expect(addressed(await planWith(rig, { asset: asset!.hash, name: 'hero.mp4' }))).toBeUndefined();
});

test('a workflow that was never saved has no folder to read from', async () => {
  const rig = await createRig();
  expect(addressed(await planWith(rig, { path: 'clip.mp4' }, { folder: null }))!.message).toBe(
    '“clip.mp4” has no folder yet.',
  );
});
