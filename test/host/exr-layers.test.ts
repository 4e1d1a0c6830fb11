import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { ImageValue, VideoValue } from '../../src/engine/value.ts';
import { planView } from '../../src/host/api/plan-view.ts';
import type { HostPlan } from '../../src/host/runs/make-plan.ts';
import { evenColor, exrFile } from '../media/exr/exr-file.ts';
import { readFrames } from '../media/must-open.ts';
import { documentOf, planGraph } from './graph-of.ts';
import { createRig, outputsOf, type Rig } from './rig.ts';

const data = [0, 0, 63, 63] as const;
/** A screen shows 0.5 of linear light as 188, and 0.216 as 128. */
const twoParts = () =>
  exrFile(
    { name: 'beauty', channels: evenColor(0.5, 0.5, 0.5), data },
    { name: 'light', channels: evenColor(0.216, 0.216, 0.216), data },
  );

async function writeInProject(rig: Rig, name: string, bytes: Buffer): Promise<void> {
  await mkdir(join(rig.folder, 'render'), { recursive: true });
  await writeFile(join(rig.folder, 'render', name), bytes);
}

const planOf = (rig: Rig, type: string, params: object, port: string) =>
  planGraph(
    rig,
    documentOf({ source: { type, params }, show: { type: 'preview' } }, [`source.${port} > show.${port}`]),
  );
const planFrames = (rig: Rig, params: object = {}) =>
  planOf(rig, 'image-sequence', { frames: { path: 'render/f_#.exr' }, ...params }, 'video');
const planStill = (rig: Rig, params: object) => planOf(rig, 'image-input', params, 'image');
const viewOf = (plan: HostPlan) => planView(plan).nodes.find(({ nodeId }) => nodeId === 'source')!;

async function run(rig: Rig, planned: HostPlan) {
  const events: RunEvent[] = [];
  const result = await rig.host.run(planned, { onEvent: (event) => events.push(event) });
  return { ...result, events };
}

test('a sequence of frames with several parts offers them, and becomes a clip of the one that is chosen', async () => {
  const rig = await createRig();
  for (const number of [1, 2]) await writeInProject(rig, `f_${number}.exr`, twoParts());
  const usual = await planFrames(rig);
  expect(viewOf(usual).layers).toEqual(['beauty', 'light']);
  const shown = async (planned: HostPlan) => {
    const { events } = await run(rig, planned);
    const video = outputsOf(events, 'source').video as VideoValue;
    return (await readFrames(rig.host.assets.pathOf(video.asset)))[1]!.data[0]!;
  };
  expect(Math.abs((await shown(usual)) - 188)).toBeLessThan(4);
  const other = await planFrames(rig, { layer: 'light' });
  expect(other.plan.needed).not.toEqual([]);
  expect(Math.abs((await shown(other)) - 128)).toBeLessThan(4);
});

test('a layer that the frames do not have is refused with those that they have', async () => {
  const rig = await createRig();
  await writeInProject(rig, 'f_1.exr', twoParts());
  const { problems, isRunnable } = await planFrames(rig, { layer: 'depth' });
  expect(isRunnable).toBe(false);
  expect(problems).toMatchObject([
    {
      param: 'layer',
      message: '“f_#.exr” has no layer “depth”; it has beauty, light.',
      fixes: [{ sets: [{ value: '' }] }, { sets: [{ value: 'light' }] }],
    },
  ]);
});

test('a frame without the layer that the others have is named by the run', async () => {
  const rig = await createRig();
  await writeInProject(rig, 'f_1.exr', twoParts());
  await writeInProject(rig, 'f_2.exr', exrFile({ channels: evenColor(1, 1, 1), data }));
  const { status, problems } = await run(rig, await planFrames(rig, { layer: 'light' }));
  expect(status).toBe('failed');
  expect(problems[0]!.message).toBe('"f_2.exr" has no layer “light”; it has RGB.');
});

test('a still of EXR is handed on as a picture for a screen, of the layer that is chosen', async () => {
  const rig = await createRig();
  await writeInProject(rig, 'look.exr', twoParts());
  const image = { path: 'render/look.exr' };
  for (const [params, code, name] of [
    [{ image }, 188, 'look.png'],
    [{ image, layer: 'light' }, 128, 'look-light.png'],
    [{ image, tone_map: 'reinhard' }, 156, 'look.png'],
  ] as const) {
    const planned = await planStill(rig, params);
    expect(viewOf(planned)).toMatchObject({
      layers: ['beauty', 'light'],
      cells: [{ forecast: { image: { width: 64 } } }],
    });
    const { events } = await run(rig, planned);
    const made = outputsOf(events, 'source').image as ImageValue;
    expect(made).toMatchObject({ name, width: 64, height: 64 });
    expect(rig.host.assets.get(made.asset)?.contentType).toBe('image/png');
    const { channels } = await sharp(rig.host.assets.pathOf(made.asset)).stats();
    expect(Math.round(channels[0]!.mean)).toBe(code);
  }
});

test('any other still is handed on as it is', async () => {
  const rig = await createRig();
  const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#456' } })
    .png()
    .toBuffer();
  await writeInProject(rig, 'look.png', png);
  const planned = await planStill(rig, { image: { path: 'render/look.png' } });
  expect(viewOf(planned).layers).toBeNull();
  const { image } = viewOf(planned).cells[0]!.forecast as { image: ImageValue };
  const { events } = await run(rig, planned);
  expect(outputsOf(events, 'source').image).toEqual(image);
  expect(rig.host.assets.get(image.asset)?.name).toBe('look.png');
});

test('the small picture of a file is that of the layer that is asked for', async () => {
  const rig = await createRig();
  const asset = await rig.host.assets.importStream(Readable.from([twoParts()]), 'look.exr');
  const meanOf = async (layer?: string) => {
    const made = await rig.host.previews.poster(asset.hash, 64, layer);
    if (!made.ok) throw new Error(made.problem.message);
    return (await sharp(made.value.path).stats()).channels[0]!.mean;
  };
  const usual = await meanOf();
  expect(await meanOf('light')).toBeLessThan(usual - 20);
  expect(await meanOf('beauty')).toBeCloseTo(usual, 0);
});
