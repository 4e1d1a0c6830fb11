import { expect, test } from 'vitest';
import { withBench } from './bench.ts';

const bench = withBench();

/** Opens a template from its gallery and runs it to its end. */
async function runTemplate(title: string): Promise<void> {
  const { editor, page } = bench();
  const gallery = page.getByRole('complementary', { name: /Templates/ });
  if ((await gallery.count()) === 0)
    await page.getByRole('button', { name: 'Templates', exact: true }).first().click();
  await gallery.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  await editor.card('Submit').waitFor();
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job · ≈ \$/);
  await editor.run();
  await editor.card('Submit').getByRole('img', { name: 'Done' }).waitFor();
}

test.each([
  // 3DREAL light, as the template sets it.
  ['Render to real', '1280×704 · 121 f'],
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
