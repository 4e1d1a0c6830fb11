import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { withBench } from './bench.ts';
import { shotGraph, smallGraph } from './graphs.ts';

const CLIP = join(ROOT, 'test/media/fixtures/harbor-25f.mp4');
const SOUND = join(ROOT, 'test/media/fixtures/sound-only.mp4');
const bench = withBench();

/** What is dropped, and what the editor has to answer. */
const DROPS: readonly (readonly [string, string, RegExp])[] = [
  [
    'newer.json',
    JSON.stringify({ ...smallGraph(), version: 99 }),
    /saved by a newer Blockout.*Update Blockout/s,
  ],
  ['broken.json', '{"format": "blockout/workflow", "version": 1', /was not opened/],
  ['damaged.json', JSON.stringify({ ...smallGraph(), nodes: 'none' }), /damaged at nodes/],
  ['other.json', '{"hello": 1}', /not a Blockout workflow/],
  ['comfy.json', '{"nodes":[],"links":[],"version":0.4,"last_node_id":1}', /ComfyUI workflow/],
  ['scene.blend', 'BLENDER-v300', /is a Blender scene.*FFmpeg Video.*H\.264/s],
  ['scene.obj', 'v 0 0 0', /is a 3D scene.*Render a playblast/s],
  ['shot.avi', 'RIFF....AVI LIST', /is an AVI file.*ffmpeg -i "shot\.avi".*"shot\.mp4"/s],
  ['scan.tga', 'TGA', /nothing that Blockout can use/],
  ['shots.zip', 'PK', /is an archive.*Unpack it/s],
  ['notes.txt', 'hello', /nothing that Blockout can use.*Drop a clip/s],
  ['fake.mp4', 'this is not a film', /“fake.mp4” is a text file.*Choose an MP4/s],
  ['empty.png', '', /“empty.png”/],
];

test.each(DROPS)('dropping %s is answered', async (name, content, answer) => {
  const { editor } = bench();
  const before = await editor.nodeCount();
  await editor.dropText(name, content, await editor.spot(0.5, 0.5));
  const toast = editor.toast(answer).first();
  await toast.waitFor();
  await toast.getByRole('button', { name: /close/i }).click();
  expect(await editor.nodeCount()).toBe(before);
});

test('dropping a file with sound only is answered in words of media', async () => {
  const { editor } = bench();
  await editor.dropFiles([SOUND], await editor.spot(0.5, 0.5));
  const toast = editor.toast(/“sound-only.mp4” can.t be used/).first();
  await toast.waitFor();
  expect(await toast.textContent()).toMatch(/no picture|no video/i);
  await toast.getByRole('button', { name: /close/i }).click();
});

test('a workflow that cannot run says on the node and in one list what is missing, and starts nothing', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('unwired'));
  await expect.poll(() => editor.runButton.textContent()).toContain('1 problem');
  await editor
    .card('Render to real')
    .getByText(/“Blockout” of “Render to real” is not/)
    .waitFor();
  await editor.runButton.click();
  await editor
    .toast(/is not connected/)
    .first()
    .waitFor();
  const { jobs } = (await (await page.request.get('/api/jobs')).json()) as { jobs: unknown[] };
  expect(jobs).toEqual([]);
});

test('an unknown node type stays on the canvas as a placeholder and comes out of a save unchanged', async () => {
  const { editor } = bench();
  const graph = smallGraph('foreign');
  const foreign = {
    ...graph.nodes[3],
    id: 'foreign',
    type: 'from-the-future',
    params: { deep: { value: [1] } },
  };
  await editor.open({ ...graph, nodes: [...graph.nodes, foreign] });
  await editor.card('from-the-future').waitFor();
  const kept = (await editor.document()).nodes.find(({ id }) => id === 'foreign');
  expect(kept).toEqual(foreign);
});

test('a request above the budget is refused before it is sent, with a button for the way out', async () => {
  const { editor, page } = bench();
  await editor.dropFiles([CLIP], await editor.spot(0.3, 0.3));
  await editor.card('Video input').waitFor();
  const { assets } = (await (await page.request.get('/api/assets')).json()) as {
    assets: { hash: string; name: string }[];
  };
  const clip = assets.find(({ name }) => name === 'harbor-25f.mp4')!;
  await editor.open(shotGraph(clip.hash, 'too long', { num_frames: 481, resolution: '720p' }));
  await expect.poll(() => editor.runButton.textContent()).toMatch(/problem/);
  await editor.select('Submit');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector
    .getByText(/budget|frames|too/i)
    .first()
    .waitFor();
  const fix = inspector.getByRole('button', { name: /lower|frames|480p/i }).first();
  await fix.click();
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job · ≈ \$/);
});

test('a take that would not follow its clip is told on the request, and set right from there', async () => {
  const { editor, page } = bench();
  const { assets } = (await (await page.request.get('/api/assets')).json()) as {
    assets: { hash: string; name: string }[];
  };
  const clip = assets.find(({ name }) => name === 'harbor-25f.mp4')!;
  await editor.open(shotGraph(clip.hash, 'too fast', { frames_per_second: 48, num_frames: 121 }));
  const request = editor.card('Render to real');
  await request.getByText(/^The clip has 25 frames but 121 are asked/).waitFor();
  await request.getByRole('button', { name: 'Ask for 25 frames' }).click();
  await request.getByText(/motion plays at 2× speed/).waitFor();
  await request.getByRole('button', { name: 'Match the clip’s 24 fps' }).click();
  await expect.poll(() => request.getByRole('button', { name: /fps$/ }).count()).toBe(0);
  const params = (await editor.document()).nodes.find(({ id }) => id === 'request')?.params;
  // What is the default is not written.
  expect([params?.num_frames, params?.frames_per_second ?? 24]).toEqual([25, 24]);
});

test('a missing file can be put back by dropping it in the relink dialog', async () => {
  const { editor, page } = bench();
  await editor.open(shotGraph('0'.repeat(64), 'lost clip'));
  await page.getByText(/A file that this workflow uses is missing/).waitFor();
  await page.getByRole('button', { name: 'Relink…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('harbor-25f.mp4').first().waitFor();
  await dialog.locator('input[type=file]').first().setInputFiles(CLIP);
  await expect.poll(() => dialog.getByText('harbor-25f.mp4').count()).toBe(0);
  await editor.press('Escape');
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job/);
});

test('the page has not complained', () => {
  expect(bench().complaints).toEqual([]);
});
