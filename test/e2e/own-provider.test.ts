import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withBench } from './bench.ts';

const bench = withBench({ offer: join(import.meta.dirname, '../host/copper-provider.ts') });

test('a provider that the editor does not know has its page drawn from its declaration', async () => {
  const { home, page, complaints } = bench();
  const kept = async () => JSON.parse(await readFile(join(home, 'settings.json'), 'utf8'));
  await page.getByRole('button', { name: /^Provider:/ }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('radio', { name: 'Copper', exact: true }).check({ force: true });
  await expect.poll(() => page.locator('.provider__name').textContent()).toMatch(/COPPER$/);

  await settings.getByText('Get one at copper.example/keys').waitFor();
  await settings.getByLabel('Copper key').fill('copper-badger-secret');
  await settings.getByLabel('Copper key').press('Enter');
  await settings.getByText('A key is kept in a file').waitFor();

  await settings.getByText('Where Copper’s machines stand.').waitFor();
  await settings.getByRole('radio', { name: 'South' }).check({ force: true });
  await expect.poll(async () => (await kept()).copperRegion).toBe('south');

  const price = settings.getByRole('textbox', { name: 'Price at Copper' });
  expect(await price.getAttribute('placeholder')).toBe('not known');
  await price.fill('$0.25');
  await price.blur();
  await expect.poll(async () => (await kept()).copperUsdPerTake).toBe(0.25);
  await price.fill('lots');
  await price.blur();
  await settings.getByText('Type a number from 0 to 100, or nothing.').waitFor();
  const retries = settings.getByRole('textbox', { name: 'Copper retries' });
  await retries.fill('');
  await retries.blur();
  await settings.getByText('Type a number from 0 to 5.', { exact: true }).waitFor();

  await settings.getByRole('button', { name: 'Test Copper' }).click();
  await settings.getByText('Copper answers and accepts the key.').waitFor();
  expect(complaints).toEqual([]);
});
