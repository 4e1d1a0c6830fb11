import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { withBench } from './bench.ts';

const CLIP = join(ROOT, 'test/media/fixtures/harbor-25f.mp4');

const bench = withBench();

test('a newcomer goes from the empty state to a take, saves it, comes back and pays nothing again', async () => {
  const { editor, page, home, complaints } = bench();
  const start = page.getByRole('region', { name: 'Start here' });
  await start.getByRole('heading').waitFor();
  expect(await start.getByRole('img').or(start.locator('img')).count()).toBeGreaterThanOrEqual(3);

  // Drop a clip.
  await editor.dropFiles([CLIP], await editor.spot(0.06, 0.08));
  await editor.card('Video input').waitFor();
  await expect.poll(() => start.count()).toBe(0);
  await editor.card('Video input').getByText('25 f').waitFor();

  // Add nodes by search.
  await editor.addNode('real', await editor.spot(0.36, 0.1));
  await editor.addNode('submit', await editor.spot(0.66, 0.1));
  await editor.addNode('preview', await editor.spot(0.66, 0.62));

  // Connect by mouse.
  await editor.connect(editor.output('Video input', 'Video'), editor.input('Render to real', 'Blockout'));
  await editor.connect(editor.output('Render to real', 'Request'), editor.input('Submit', 'Request'));
  await editor.connect(editor.output('Submit', 'Video'), editor.input('Preview', 'Video'));
  await expect
    .poll(() => editor.edges())
    .toEqual([
      'fal-submit.video>preview.video',
      'render-to-real.request>fal-submit.request',
      'video-input.video>render-to-real.video',
    ]);

  // Set params, see the price move.
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job · ≈ \$0\.\d\d/);
  const dear = await editor.runButton.textContent();
  await editor.select('Render to real');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByLabel('Resolution').selectOption('480p');
  await editor.setNumber(inspector, 'Frames', 25);
  await inspector.getByLabel('Seed: at a new take').selectOption('fixed');
  await inspector.getByLabel('Prompt', { exact: true }).fill('3DREAL. A harbor at dawn.');
  await page.keyboard.press('Tab');
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job · ≈ \$0\.0\d/);
  expect(await editor.runButton.textContent()).not.toBe(dear);

  // Run.
  await editor.run();
  await editor.card('Submit').getByRole('img', { name: 'Done' }).waitFor();
  await editor.toast(/./).first().waitFor();

  // Watch the result play.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await editor.card('Preview').locator('img').first().dblclick();
  const viewer = page.getByRole('region', { name: 'Queue and viewer' });
  const video = viewer.locator('video');
  await video.waitFor();
  const frames = new Set<number>();
  await expect
    .poll(async () => frames.add(await frameOf(viewer.getByTestId('viewer-frame'))).size)
    .toBeGreaterThan(3);
  await viewer.getByRole('button', { name: 'Pause' }).click();

  // Save.
  await editor.focusCanvas();
  await editor.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Save as' });
  await dialog.getByLabel('Name').fill('My first shot');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toBe('My first shot');
  expect(await readdir(join(home, 'workflows'))).toEqual(['My first shot.json']);
  const saved = JSON.parse(await readFile(join(home, 'workflows', 'My first shot.json'), 'utf8'));
  await expect.poll(() => editor.document()).toEqual(saved);

  // Reload: everything is where it was.
  await page.reload();
  await editor.isReady();
  expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('My first shot');
  await expect.poll(() => editor.cards.count()).toBe(4);
  expect(await editor.document()).toEqual(saved);

  // Close and reopen it from the collection.
  await editor.focusCanvas();
  await editor.press('Alt+w');
  await expect.poll(() => editor.nodeCount()).toBe(0);
  await editor.press('Control+o');
  await page.getByRole('dialog', { name: 'Open a workflow' }).getByText('My first shot').first().click();
  await expect.poll(() => editor.nodeCount()).toBe(4);

  // Run again: nothing is paid.
  await expect.poll(() => editor.runButton.textContent()).toMatch(/up to date/);
  await editor.run();
  const jobs = (await (await page.request.get('/api/jobs')).json()) as { jobs: unknown[] };
  expect(jobs.jobs).toHaveLength(1);

  expect(complaints).toEqual([]);
});

const frameOf = async (counter: { textContent(): Promise<string | null> }) =>
  Number.parseInt((await counter.textContent()) ?? '', 10);
