import { expect, test } from 'vitest';
import { withBench } from './bench.ts';

const bench = withBench();

/** Opens a template from its gallery. */
async function openTemplate(title: string): Promise<void> {
  const { editor, page } = bench();
  const gallery = page.getByRole('complementary', { name: /Templates/ });
  if ((await gallery.count()) === 0)
    await page.getByRole('button', { name: 'Templates', exact: true }).first().click();
  await gallery.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  await editor.card('Submit').waitFor();
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job · ≈ \$/);
}

async function runTemplate(title: string): Promise<void> {
  await openTemplate(title);
  await runToTake();
}

async function runToTake(): Promise<void> {
  const { editor } = bench();
  await editor.run();
  await editor.card('Submit').getByRole('img', { name: 'Done' }).waitFor();
}

test('the template “Render to real” asks for five seconds of 720p, and runs to a take when it is set smaller', async () => {
  const { editor, page, complaints } = bench();
  await openTemplate('Render to real');
  // 3DREAL light, as the template sets it.
  await editor.card('Submit').getByText('1280×704 · 121 f').waitFor();
  const dear = await editor.runButton.textContent();
  await editor.select('Generation settings');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByLabel('Resolution').selectOption('480p');
  await editor.setNumber(inspector, 'Frames', 25);
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job · ≈ \$/);
  await expect.poll(() => editor.runButton.textContent()).not.toBe(dear);
  await runToTake();
  await editor.card('Submit').getByText('832×448 · 25 f').waitFor();
  expect(complaints).toEqual([]);
});

test.each([
  ['First look', '832×448 · 25 f'],
  ['3DREAL strong', '832×448 · 25 f'],
  ['First, middle, end', '832×448 · 25 f'],
  ['Depth pass as control', '832×448 · 25 f'],
  ['Preserve the original', '832×448 · 25 f'],
  ['Any fal model', '832×448 · 25 f'],
])('the template “%s” runs to a take', async (title, facts) => {
  await runTemplate(title);
  await bench().editor.card('Submit').getByText(facts).waitFor();
  expect(bench().complaints).toEqual([]);
});

test('HDR frames are stepped through with exposure and tone mapping', async () => {
  const { editor, page, complaints } = bench();
  await runTemplate('HDR frames');
  await editor.card('Save frames').getByRole('img', { name: 'Done' }).waitFor();
  await editor.select('Submit');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: /EXR frames/ }).click();
  const viewer = page.getByRole('region', { name: 'Queue and viewer' });
  const picture = viewer.getByRole('img', { name: /^Frame \d/ });
  const shown = () =>
    picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
  await expect.poll(shown).toBe(832);
  await viewer.getByRole('group', { name: /Arrows step/ }).focus();
  await editor.press('End');
  await expect.poll(() => viewer.getByTestId('viewer-frame').textContent()).toBe('8 f');
  const before = await picture.getAttribute('src');
  await viewer.getByLabel('Exposure').fill('2');
  await viewer.getByText('+2.0 EV').waitFor();
  await viewer.getByLabel('Tone mapping').selectOption('reinhard');
  expect(await picture.getAttribute('src')).not.toBe(before);
  await expect.poll(shown).toBe(832);
  expect(complaints).toEqual([]);
});
