import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeGrey } from '../media/grey-frame.ts';
import { fixture } from '../media/temp-folder.ts';
import { withBench } from './bench.ts';
import { edge, node, workflow } from './graphs.ts';

const bench = withBench();

test('a folder typed into its field is as many jobs as it holds clips', async () => {
  const { editor, page, project } = bench();
  const reel = join(project, 'reel');
  await mkdir(reel);
  for (const name of ['sh010.mp4', 'sh020.mp4', 'sh030.mp4']) {
    await copyFile(fixture('harbor-25f.mp4'), join(reel, name));
  }
  const nodes = [
    node('shots', 'shot-folder', 0, 0),
    node('request', 'render-to-real', 300, 0, { num_frames: 25, resolution: '480p' }),
    node('submit', 'fal-submit', 600, 0),
    node('show', 'preview', 900, 0),
  ];
  const edges = [
    edge('shots', 'video', 'request', 'video'),
    edge('request', 'request', 'submit', 'request'),
    edge('submit', 'video', 'show', 'video'),
  ];
  await editor.open(workflow('reel', nodes, edges));
  await editor.card('Shot folder').getByLabel('Folder', { exact: true }).fill(reel);
  await expect.poll(() => editor.runButton.textContent()).toMatch(/3 jobs/);
  await editor.select('Shot folder');
  const outputs = page.getByRole('region', { name: 'Outputs' });
  await outputs.getByText('1 of 3', { exact: true }).waitFor();
  await outputs.getByText('sh010', { exact: true }).first().waitFor();
  await editor.card('Shot folder').getByLabel('Names').fill('sh02*');
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job\b/);
});

test('a gap in a sequence is told and held with one click; undo takes it back', async () => {
  const { editor, page, project } = bench();
  const render = join(project, 'render');
  await mkdir(render);
  for (const number of [1, 2, 4]) await writeGrey(join(render, `f_000${number}.png`), 60 * number);
  const nodes = [
    node('seq', 'image-sequence', 0, 0, { frames: { path: join(render, 'f_####.png') } }),
    node('show', 'preview', 300, 0),
  ];
  await editor.open(workflow('sequence', nodes, [edge('seq', 'video', 'show', 'video')]));
  await editor.select('Image sequence');
  await page.getByText('Frame 3 of “f_####.png” is missing.').first().waitFor();
  await editor.card('Image sequence').getByRole('button', { name: 'Hold the frame before' }).click();
  await page
    .getByText(/the frame before is held/)
    .first()
    .waitFor();
  await editor.isPlanned();
  await editor.run();
  await editor.card('Preview').getByRole('img').first().waitFor();
  await editor.focusCanvas();
  await editor.press('Control+z');
  await page.getByText('Frame 3 of “f_####.png” is missing.').first().waitFor();
  expect(bench().complaints).toEqual([]);
});
