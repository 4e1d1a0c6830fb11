import { copyFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RequestValue } from '../../src/engine/value.ts';
import type { HostPlan } from '../../src/host/runs/make-plan.ts';
import { avi } from '../formats/heads.ts';
import { writeGrey } from '../media/grey-frame.ts';
import { createRig } from './rig.ts';
import { CLIP } from './shot.ts';
import { planShots as planOf, shoot } from './shots.ts';

const stepOf = ({ plan }: HostPlan, id: string) => plan.steps.find(({ node }) => node.id === id)!;
const shotsOf = (planned: HostPlan) => stepOf(planned, 'shots').forecasts[0]?.shot;
const errorOf = ({ problems }: HostPlan) => problems.find(({ nodeId }) => nodeId === 'shots');

describe('a folder of clips', () => {
  test('is so many jobs, at a price that is known before, each with the name of its shot', async () => {
    const rig = await createRig();
    await shoot(rig, 'sh9.mp4', 'sh10.mp4', 'Sh2.MP4');
    await writeFile(join(rig.folder, 'shots', 'notes.txt'), 'no clip');
    await writeFile(join(rig.folder, 'shots', '._sh9.mp4'), 'a shadow of another system');
    await mkdir(join(rig.folder, 'shots', 'old.mp4'));
    const planned = await planOf(rig);
    expect(planned.problems).toEqual([]);
    expect(shotsOf(planned)).toEqual(['Sh2', 'sh9', 'sh10']);
    expect(planned.spending).toMatchObject({ jobCount: 3, costUsd: 3 * 2 * 0.0024075 });
    const requests = stepOf(planned, 'request').forecasts.map((cell) => cell!.request as RequestValue);
    expect(requests.map(({ input }) => input.prompt)).toEqual(
      ['Sh2', 'sh9', 'sh10'].map((shot) => `3DREAL. ${shot} at dawn`),
    );
    expect(new Set(requests.map(({ input }) => JSON.stringify(input.video_url))).size).toBe(3);
  });

  test('pays only for what is new in it', async () => {
    const rig = await createRig({ env: {} });
    await shoot(rig, 'sh010.mp4', 'sh030.mp4');
    const first = await rig.host.run(await planOf(rig));
    expect(first.status).toBe('done');
    await shoot(rig, 'sh020.mp4');
    const grown = await planOf(rig);
    expect(grown.spending.jobCount).toBe(1);
    expect((await rig.host.run(grown)).status).toBe('done');
    expect(rig.host.jobs.list()).toHaveLength(3);
    await rm(join(rig.folder, 'shots', 'sh010.mp4'));
    expect((await planOf(rig)).spending.jobCount).toBe(0);
    await rename(join(rig.folder, 'shots'), join(rig.folder, 'reel'));
    expect((await planOf(rig, { folder: { path: 'reel' } })).spending.jobCount).toBe(0);
  });

  test.each([
    ['*.mp4', ['a_01', 'a_02', 'b_01']],
    ['a_*', ['a_01', 'a_02']],
    ['?_01.mp4', ['a_01', 'b_01']],
    ['B*1.MP4', ['b_01']],
    ['*a*0*2*', ['a_02']],
  ])('narrowed by %s holds %j', async (names, shots) => {
    const rig = await createRig();
    await shoot(rig, 'a_01.mp4', 'a_02.mp4', 'b_01.mp4', 'c_03.mov');
    expect(shotsOf(await planOf(rig, { names }))).toEqual(shots);
  });
});

describe('a folder is refused', () => {
  test.each([
    [{ folder: { path: 'nowhere' } }, '“nowhere” is not there.', 'missing-media'],
    [{ folder: { path: 'empty' } }, '“empty” holds no clip.', 'bad-media'],
    [{ folder: { path: 'clip.mp4' } }, '“clip.mp4” is a file.', 'bad-media'],
    [
      { folder: { path: '..' } },
      '“..” lies outside the workflow’s folder, so it is not read.',
      'closed-media',
    ],
    [
      { folder: { path: '/etc' } },
      '“/etc” lies outside the workflow’s folder, so it is not read.',
      'closed-media',
    ],
    [{ folder: { path: 'shots' }, names: 'x*' }, 'No file in “shots” is named like “x*”.', 'bad-media'],
  ])('%j: %s', async (params, message, code) => {
    const rig = await createRig();
    await shoot(rig, 'a.mp4');
    await mkdir(join(rig.folder, 'empty'));
    const planned = await planOf(rig, params);
    expect(errorOf(planned)).toMatchObject({ code, message, param: 'folder' });
    expect(planned.spending.jobCount).toBe(0);
    expect(planned.isRunnable).toBe(false);
  });

  test('with a clip that cannot be read, by its name, until the names leave it out', async () => {
    const rig = await createRig();
    await shoot(rig, 'a.mp4', 'c.mp4');
    await writeFile(join(rig.folder, 'shots', 'b.mp4'), 'not a clip at all, but a text of some length');
    const problem = errorOf(await planOf(rig));
    expect(problem!.message).toContain('b.mp4');
    expect(problem!.message).not.toMatch(/[0-9a-f]{64}/);
    await writeGrey(join(rig.folder, 'shots', 'd.png'), 5);
    expect(errorOf(await planOf(rig, { names: '[!b]*' }))!.message).toContain('No file');
    expect(errorOf(await planOf(rig, { names: 'd*' }))!.message).toBe('“d.png” is an image.');
    expect(shotsOf(await planOf(rig, { names: 'a*' }))).toEqual(['a']);
  });

  test('with clips of a kind that is not read only, says of which kind and the way out', async () => {
    const rig = await createRig();
    await mkdir(join(rig.folder, 'shots'));
    await writeFile(join(rig.folder, 'shots', 'sh1.avi'), avi('CFHD'));
    const problem = errorOf(await planOf(rig));
    expect(problem!.message).toMatch(
      /^“shots” holds no clip that is read: "sh1.avi" is an AVI file with CineForm/,
    );
    expect(problem!.fix).toMatch(/ffmpeg -i "sh1.avi"/);
  });

  test('with more clips than anyone wants to pay for by mistake', async () => {
    const rig = await createRig();
    await mkdir(join(rig.folder, 'shots'));
    for (let shot = 0; shot < 201; shot++) await writeFile(join(rig.folder, 'shots', `${shot}.mp4`), 'x');
    expect(errorOf(await planOf(rig))!.message).toBe('“shots” holds 201 clips; 200 are the most.');
  });

  test('with links that lead out of it: they are not part of it', async () => {
    const rig = await createRig();
    await shoot(rig, 'a.mp4');
    const outside = join(rig.root, 'secret.mp4');
    await copyFile(CLIP, outside);
    await symlink(outside, join(rig.folder, 'shots', 'b.mp4'));
    expect(shotsOf(await planOf(rig))).toEqual(['a']);
  });
});

test('a folder named on a command line may be read', async () => {
  const rig = await createRig();
  await shoot(rig, 'a.mp4', 'b.mp4');
  const reel = join(rig.root, 'reel');
  await rename(join(rig.folder, 'shots'), reel);
  const planned = await planOf(rig, {}, { inputs: [{ nodeId: 'shots', path: reel }] });
  expect(shotsOf(planned)).toEqual(['a', 'b']);
});
