import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { withBench } from './bench.ts';

const bench = withBench();

test('diagnostics are shown as they are copied, and tell paths only where that is ticked', async () => {
  const { editor, page, home, complaints } = bench();
  await editor.command('Copy diagnostics…');
  const dialog = page.getByRole('dialog', { name: 'Copy diagnostics' });
  const shown = dialog.getByLabel('Diagnostics');
  await expect.poll(() => shown.inputValue()).toMatch(/^Window .*Chrome\/\d+/m);
  const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await editor.toast('The diagnostics are on the clipboard.').waitFor();
  const text = await copied();
  expect(text).toBe(await shown.inputValue());
  expect(text).toMatch(/^Provider simulator \(ready\)$/m);
  expect(text).not.toContain(home);
  expect(text).not.toContain(homedir());

  await dialog.getByLabel('Tell paths and names too').check();
  await expect.poll(() => shown.inputValue()).toContain(`Data folder ${home}`);
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect.poll(copied).toContain(`Data folder ${home}`);
  expect(complaints).toEqual([]);
});
