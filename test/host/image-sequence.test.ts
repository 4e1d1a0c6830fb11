import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { VideoValue } from '../../src/engine/value.ts';
import type { HostPlan } from '../../src/host/runs/make-plan.ts';
import { bytes } from '../formats/heads.ts';
import { writeGrey } from '../media/grey-frame.ts';
import { readFrames } from '../media/must-open.ts';
import { callerOf } from './editor/api-caller.ts';
import { documentOf, planGraph } from './graph-of.ts';
import { createRig, outputsOf, type Rig } from './rig.ts';

const DIGITS = 4;

/** Frames whose grey tells their number, named `<prefix><number><suffix>` in the project’s folder `render`. */
async function renderFrames(
  rig: Rig,
  numbers: readonly number[],
  { prefix = 'f_', width = DIGITS, suffix = '.png' } = {},
): Promise<void> {
  await mkdir(join(rig.folder, 'render'), { recursive: true });
  for (const number of numbers) {
    const name = `${prefix}${String(number).padStart(width, '0')}${suffix}`;
    await writeGrey(join(rig.folder, 'render', name), 10 * (number % 25));
  }
}

const planOf = (rig: Rig, path: string, params: object = {}, request = {}) =>
  planGraph(
    rig,
    documentOf(
      { seq: { type: 'image-sequence', params: { frames: { path }, ...params } }, show: { type: 'preview' } },
      ['seq.video > show.video'],
    ),
    request,
  );
const promised = (planned: HostPlan) =>
  planned.plan.steps.find(({ node }) => node.id === 'seq')!.forecasts[0]?.video as VideoValue | undefined;
const errorOf = ({ problems }: HostPlan) =>
  problems.find(({ nodeId, severity }) => nodeId === 'seq' && severity === 'error');

async function runOf(rig: Rig, planned: HostPlan) {
  const events: RunEvent[] = [];
  const result = await rig.host.run(planned, { onEvent: (event) => events.push(event) });
  return { ...result, events };
}

/** The number that each frame of a finished clip shows. */
async function numbersShown(rig: Rig, planned: HostPlan): Promise<number[]> {
  const { status, events } = await runOf(rig, planned);
  expect(status).toBe('done');
  const video = outputsOf(events, 'seq').video as VideoValue;
  expect(video).toMatchObject({ frameCount: promised(planned)!.frameCount, fps: promised(planned)!.fps });
  const frames = await readFrames(rig.host.assets.pathOf(video.asset));
  return frames.map(({ data }) => Math.round(data[0]! / 10));
}

describe('numbered frames become a clip', () => {
  test('in the order of their numbers, however they are padded', async () => {
    const rig = await createRig();
    await renderFrames(rig, [8, 9, 10, 11], { width: 1 });
    const planned = await planOf(rig, 'render/f_%d.png', { fps: 12 });
    expect(planned.problems).toEqual([]);
    expect(promised(planned)).toMatchObject({ width: 64, height: 64, fps: 12, frameCount: 4 });
    expect(await numbersShown(rig, planned)).toEqual([8, 9, 10, 11]);
  });

  test.each(['render/f_####.png', 'render/f_$F4.png', 'render/f_0002.png', 'render', 'render/'])(
    'named as %s',
    async (path) => {
      const rig = await createRig();
      await renderFrames(rig, [1, 2, 3]);
      await writeFile(join(rig.folder, 'render', 'notes_0001.txt'), 'no frame');
      const planned = await planOf(rig, path);
      expect(planned.problems).toEqual([]);
      expect(promised(planned)).toMatchObject({ name: 'f_####.png', frameCount: 3 });
    },
  );

  test('with each gap policy', async () => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2, 5, 6]);
    const refused = await planOf(rig, 'render/f_####.png');
    expect(errorOf(refused)).toMatchObject({ message: 'Frames 3–4 of “f_####.png” are missing.' });
    expect(refused.isRunnable).toBe(false);
    const shown = async (gaps: string) => numbersShown(rig, await planOf(rig, 'render/f_####.png', { gaps }));
    expect(await shown('hold')).toEqual([1, 2, 2, 2, 5, 6]);
    expect(await shown('skip')).toEqual([1, 2, 5, 6]);
  });

  test('within a range; what lies beyond it does not count', async () => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2, 3, 4, 6]);
    const range = { first_frame: 2, last_frame: 4 };
    const before = await planOf(rig, 'render/f_####.png', range);
    expect(await numbersShown(rig, before)).toEqual([2, 3, 4]);
    // The render goes on behind the part in use: nothing is made again.
    await renderFrames(rig, [5, 7]);
    const after = await planOf(rig, 'render/f_####.png', range);
    expect(after.plan.needed).toEqual([]);
    const beyond = await planOf(rig, 'render/f_####.png', { first_frame: 90 });
    expect(errorOf(beyond)!.message).toBe(
      '“f_####.png” has frames 1 to 7, none of them in the chosen range.',
    );
  });

  test('an empty file is a frame that is not there yet', async () => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2, 4]);
    await writeFile(join(rig.folder, 'render', 'f_0003.png'), '');
    expect(errorOf(await planOf(rig, 'render/f_####.png'))!.message).toContain('Frame 3 of');
    expect(await numbersShown(rig, await planOf(rig, 'render/f_####.png', { gaps: 'hold' }))).toEqual([
      1, 2, 2, 4,
    ]);
  });
});

describe('a clip of frames is made once', () => {
  test('whatever becomes of its name and place, until a frame has another content', async () => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2, 3]);
    await runOf(rig, await planOf(rig, 'render/f_####.png'));
    await rename(join(rig.folder, 'render'), join(rig.folder, 'final'));
    const moved = await planOf(rig, 'final/f_0001.png');
    const isKept = ({ plan }: HostPlan) => !plan.needed.includes(plan.indexOf.get('seq')!);
    expect(isKept(moved)).toBe(true);
    await writeGrey(join(rig.folder, 'final', 'f_0002.png'), 222);
    const changed = await planOf(rig, 'final/f_0001.png');
    expect(isKept(changed)).toBe(false);
    expect(isKept(await planOf(rig, 'final/f_0001.png', { fps: 25 }))).toBe(false);
    expect((await numbersShown(rig, changed))[1]).toBe(22);
  });

  test('frames are hashed where they lie: none is copied into the store', async () => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2, 3]);
    await planOf(rig, 'render/f_####.png');
    expect(rig.host.assets.list(10)).toEqual([]);
  });

  test('a frame that changes between plan and run stops it by its name, and nothing is kept', async () => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2, 3]);
    const planned = await planOf(rig, 'render/f_####.png');
    const path = join(rig.folder, 'render', 'f_0002.png');
    await writeGrey(path, 200);
    await utimes(path, 1, 1);
    const run = await runOf(rig, planned);
    expect(run.problems).toMatchObject([
      { code: 'media', message: '“f_0002.png” has changed or gone since the run was planned.' },
    ]);
    await rm(path);
    expect((await runOf(rig, planned)).problems[0]!.message).toContain('f_0002.png');
    expect(rig.host.assets.list(10)).toEqual([]);
  });
});

describe('frames that are not read', () => {
  test.each([
    ['render/g_####.png', 'No file is named like “g_####.png”.'],
    ['render/f_######.png', 'No file is named like “f_######.png”, but “f_0001.png” is there.'],
    ['render/f_#.png', 'No file is named like “f_#.png”, but “f_0001.png” is there.'],
    ['render/f_##_####.png', '“f_##_####.png” has more than one place for the number.'],
    ['nowhere/f_####.png', '“nowhere” is not there.'],
    ['render/f_0009.png', '“render/f_0009.png” is not there.'],
    ['render/hero.png', '“hero.png” has no number in its name.'],
    ['clip.mp4', '“clip.mp4” is no picture.'],
    ['.', '“project” holds no numbered pictures.'],
    ['../f_####.png', '“../f_####.png” lies outside the workflow’s folder, so it is not read.'],
    ['/etc/f_####.png', '“/etc/f_####.png” lies outside the workflow’s folder, so it is not read.'],
  ])('%s: %s', async (path, message) => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2]);
    await writeGrey(join(rig.folder, 'render', 'hero.png'), 50);
    const problem = errorOf(await planOf(rig, path));
    expect(problem).toMatchObject({ param: 'frames', message });
    expect(problem!.fix).not.toBe('');
  });

  test.each(['film/scan_####.dpx', 'film/scan_0001.dpx'])('%s: film scans, by name', async (path) => {
    const rig = await createRig();
    await mkdir(join(rig.folder, 'film'));
    await writeFile(join(rig.folder, 'film', 'scan_0001.dpx'), bytes('SDPX', 4096));
    const problem = errorOf(await planOf(rig, path));
    expect(problem!.message).toMatch(/"scan_0001.dpx" is a DPX frame, which cannot be read as it is/);
    expect(problem!.fix).toMatch(/Nuke or Resolve/);
  });

  test('a folder with several sequences names them', async () => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2]);
    await renderFrames(rig, [1, 2], { prefix: 'depth.', suffix: '.exr' });
    expect(errorOf(await planOf(rig, 'render'))!.message).toBe(
      '“render” holds several sequences: depth.####.exr, f_####.png.',
    );
  });

  test('negative numbers, unless the range leaves them out', async () => {
    const rig = await createRig();
    await renderFrames(rig, [0, 1, 2]);
    await writeGrey(join(rig.folder, 'render', 'f_-001.png'), 50);
    expect(errorOf(await planOf(rig, 'render/f_####.png'))!.message).toMatch(
      /^“f_-001.png” has a negative number/,
    );
    expect(errorOf(await planOf(rig, 'render/f_####.png', { first_frame: 0 }))).toBeUndefined();
    expect(errorOf(await planOf(rig, 'render/f_####.png', { first_frame: -1 }))!.code).toBe('invalid-param');
  });

  test('links that lead out of the folder are gaps, not a way out of it', async () => {
    const rig = await createRig();
    await renderFrames(rig, [1, 3]);
    const outside = join(rig.root, 'secret.png');
    await writeGrey(outside, 99);
    await symlink(outside, join(rig.folder, 'render', 'f_0002.png'));
    expect(errorOf(await planOf(rig, 'render/f_####.png'))!.message).toContain('Frame 2 of');
    await rm(join(rig.folder, 'render', 'f_0002.png'));
    await symlink('f_0001.png', join(rig.folder, 'render', 'f_0002.png'));
    expect(await numbersShown(rig, await planOf(rig, 'render/f_####.png'))).toEqual([1, 1, 3]);
  });

  test('a folder beyond the project is read once it is granted, or named on a command line', async () => {
    const rig = await createRig();
    const farm = join(rig.root, 'farm');
    await mkdir(farm);
    for (const number of [1, 2]) await writeGrey(join(farm, `x.${number}.png`), 50);
    const path = join(farm, 'x.#.png');
    expect(errorOf(await planOf(rig, path))!.code).toBe('closed-media');
    const byHand = await planOf(
      rig,
      'render',
      {},
      { inputs: [{ nodeId: 'seq', path: join(farm, 'x.2.png') }] },
    );
    expect(promised(byHand)).toMatchObject({ frameCount: 2 });
    await rig.host.grant(farm);
    expect(errorOf(await planOf(rig, path))).toBeUndefined();
  });

  test.each([
    ['unreadable', (path: string) => writeFile(path, 'x'.repeat(200)), /"f_0002.png" is a text file/],
    ['of another size', (path: string) => writeGrey(path, 9, { width: 96 }), /"f_0002.png" has 96×64 pixels/],
  ])('a frame that is %s is named by the run', async (_what, spoil, message) => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2, 3]);
    await spoil(join(rig.folder, 'render', 'f_0002.png'));
    const { status, problems } = await runOf(rig, await planOf(rig, 'render/f_####.png'));
    expect(status).toBe('failed');
    expect(problems[0]!.message).toMatch(message);
    expect(problems[0]!.message).not.toMatch(/[0-9a-f]{64}|\/tmp/);
  });

  test('a first frame that is unreadable is named before anything runs', async () => {
    const rig = await createRig();
    await renderFrames(rig, [1, 2]);
    await writeFile(join(rig.folder, 'render', 'f_0001.png'), 'x'.repeat(200));
    expect(errorOf(await planOf(rig, 'render/f_####.png'))!.message).toContain('f_0001.png');
  });
});

test('one frame chosen in the system’s dialog lets its sequence be read', async () => {
  const farm = await mkdtemp(join(tmpdir(), 'farm-'));
  onTestFinished(() => rm(farm, { recursive: true }));
  for (const number of [1, 2]) await writeGrey(join(farm, `x_${number}.png`), 50);
  const path = join(farm, 'x_1.png');
  const safeStorage = { isAvailable: () => false, encrypt: () => new Uint8Array(), decrypt: () => '' };
  const dialogs = { open: async () => path, save: async () => null };
  const rig = await createRig({ host: { desktop: { safeStorage, dialogs } } });
  expect(errorOf(await planOf(rig, path))!.code).toBe('closed-media');
  const answer = await callerOf(rig.host)('POST', '/dialogs/open', { kind: 'frame' });
  expect(answer.body).toEqual({ path });
  expect(promised(await planOf(rig, path))).toMatchObject({ frameCount: 2 });
});
