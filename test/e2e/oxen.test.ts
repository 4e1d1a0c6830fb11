import { expect, test } from 'vitest';
import { withBench } from './bench.ts';

const bench = withBench();

test('Oxen is chosen, told apart, given a key and played by its simulator', async () => {
  const { editor, page, complaints } = bench();
  const chip = page.getByRole('button', { name: /^Provider:/ });
  // A dialog hides what is behind it from assistive tech.
  const name = page.locator('.provider__name');
  await chip.click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('radio', { name: 'Oxen', exact: true }).check({ force: true });
  await expect.poll(() => name.textContent()).toMatch(/OXEN$/);

  const key = settings.getByLabel('Oxen key');
  await key.fill('two words');
  await settings.getByRole('button', { name: 'Keep key' }).nth(1).click();
  await settings.getByRole('alert').getByText('one word without spaces').waitFor();
  await key.fill('walrus-key-4711');
  await settings.getByRole('button', { name: 'Keep key' }).nth(1).click();
  await settings.getByText('A key is kept in a file').waitFor();
  expect(await page.content()).not.toContain('walrus-key-4711');
  await settings.getByRole('button', { name: 'Forget' }).click();
  await settings.getByText('Get one at www.oxen.ai').waitFor();

  await settings.getByRole('radio', { name: 'Oxen simulator' }).check({ force: true });
  await expect.poll(() => name.textContent()).toMatch(/OXEN SIMULATOR \(free\)$/);
  await editor.press('Escape');
  // The page says that a request was refused; that it says so is what was looked for.
  expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
});

test('the Oxen template runs to a take, and what Oxen lacks is told at the node', async () => {
  const { editor, page } = bench();
  const gallery = page.getByRole('complementary', { name: /Templates/ });
  await page.getByRole('button', { name: 'Templates', exact: true }).first().click();
  await gallery.getByRole('button', { name: /^Oxen gateway/ }).click();
  await editor.card('Submit').waitFor();
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job · ≈ \$/);
  await editor.run();
  await editor.card('Submit').getByRole('img', { name: 'Done' }).waitFor();
  await editor.card('Submit').getByText('1024×576 · 25 f').waitFor();

  await editor.select('Reference video to video');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByText(/^Advanced/).click();
  await inspector.getByRole('switch', { name: 'Expand prompt' }).click();
  await inspector.getByText('Oxen does not offer “Expand prompt”').first().waitFor();
});

test('a clip can be given by its web address', async () => {
  const { editor, page } = bench();
  await editor.select('Blockout clip');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: /^Remove / }).click();
  await inspector.getByRole('button', { name: 'Clip: give a web address' }).click();
  const field = inspector.getByRole('textbox', { name: 'Clip: web address' });
  await field.fill('http://127.0.0.1/secret.mp4');
  await field.press('Enter');
  await expect.poll(() => field.getAttribute('title')).toMatch(/private network/);
  await field.press('Escape');
  await inspector.getByRole('button', { name: 'Clip: choose or drop a video' }).waitFor();
});
