import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shoot } from '../host/shots.ts';
import { withBench } from './bench.ts';
import { edge, node, workflow } from './graphs.ts';

const bench = withBench();
const NAMES = ['dawn', 'harbor', 'pier', 'quay'];

test('four shots are shown as four: each by its name, on the card, in inspector and viewer, and pinned by itself', async () => {
  const { editor, page, project } = bench();
  await shoot({ folder: project }, ...NAMES.map((name) => `${name}.mp4`));
  const request = { num_frames: 9, resolution: '480p', seed: { mode: 'fixed', value: 7 } };
  const nodes = [
    node('shots', 'shot-folder', 0, 0, { folder: { path: join(project, 'shots') } }),
    node('request', 'render-to-real', 300, 0, request),
    node('submit', 'fal-submit', 600, 0),
    node('show', 'preview', 900, 0),
  ];
  const edges = [
    edge('shots', 'video', 'request', 'video'),
    edge('request', 'request', 'submit', 'request'),
    edge('submit', 'video', 'show', 'video'),
  ];
  await editor.open(workflow('four shots', nodes, edges));
  await expect.poll(() => editor.runButton.textContent()).toMatch(/4 jobs/);
  const submit = editor.card('Submit');
  for (const title of ['Shot folder', 'Render to real', 'Submit', 'Preview'])
    await editor.card(title).getByText('4 ×', { exact: true }).waitFor();

  await editor.run();
  for (const title of ['Submit', 'Preview'])
    await editor
      .card(title)
      .getByText(/^4 of 4/)
      .waitFor();
  await submit.getByText('dawn · 1 of 4').waitFor();

  // One step leads the whole editor to the next shot.
  await editor.select('Submit');
  const outputs = page.getByRole('region', { name: 'Outputs' });
  await outputs.getByRole('button', { name: 'Next shot' }).click();
  await outputs.getByText('2 of 4', { exact: true }).waitFor();
  for (const title of ['Shot folder', 'Submit', 'Preview'])
    await editor.card(title).getByText('harbor · 2 of 4').waitFor();
  await outputs.getByRole('button', { name: 'Show Video in the viewer' }).click();
  const shown = page.getByRole('complementary', { name: 'About what is shown' });
  await shown.getByText('harbor', { exact: true }).waitFor();
  await shown.getByRole('button', { name: 'Next shot' }).click();
  await shown.getByText('3 of 4', { exact: true }).waitFor();
  await submit.getByText('pier · 3 of 4').waitFor();

  const takes = page.getByRole('region', { name: 'Takes' });
  for (const name of NAMES) await takes.getByText(`${name} · take 1`).waitFor();
  await takes.getByRole('button', { name: 'Watch quay · take 1' }).click();
  await shown.getByText('4 of 4', { exact: true }).waitFor();
  await submit.getByText('quay · 4 of 4').waitFor();
  await takes.getByRole('button', { name: 'Pin: this take stands in for harbor alone' }).click();
  await editor.select('Render to real');
  await editor.setNumber(page.getByRole('complementary', { name: 'Inspector' }), 'Seed', 8);
  await expect.poll(() => editor.runButton.textContent()).toMatch(/3 jobs/);
  // A pin stays on its cell with the next window.
  await page.reload();
  await editor.isReady();
  await expect.poll(() => editor.runButton.textContent()).toMatch(/3 jobs/);
  await editor.run();
  await editor.select('Submit');
  for (const name of ['dawn', 'pier', 'quay']) await takes.getByText(`${name} · take 2`).waitFor();
  expect(await takes.getByText('harbor · take 2').count()).toBe(0);
  await expect.poll(() => editor.runButton.textContent()).toMatch(/up to date/);
  expect(bench().complaints).toEqual([]);
});
