import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withBench } from './bench.ts';
import { Editor } from './editor.ts';
import { smallGraph } from './graphs.ts';

const bench = withBench({ hasOwnServer: true });

test('two tabs have their own nodes, undo and selection', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('first'));
  await editor.select('Seed');
  await editor.press('Delete');
  await expect.poll(() => editor.nodeCount()).toBe(3);
  await editor.open(smallGraph('second'));
  await editor.select('Preview');
  await editor.press('Control+b');
  await page.getByRole('tab', { name: /first/ }).click();
  await expect.poll(() => editor.nodeCount()).toBe(3);
  await editor.focusCanvas();
  await editor.press('Control+z');
  await expect.poll(() => editor.nodeCount()).toBe(4);
  await page.getByRole('tab', { name: /second/ }).click();
  await expect.poll(async () => (await editor.document()).name).toBe('second');
  const preview = async () => (await editor.document()).nodes.find(({ id }) => id === 'show');
  await expect.poll(preview).toMatchObject({ mode: 'bypass' });
});

test('a reload in the middle of an edit loses nothing', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('reloaded'));
  await editor.select('Prompt');
  const text = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Text' });
  await text.fill('typed a moment before the reload');
  await page.reload();
  await editor.isReady();
  await page.getByRole('tab', { name: /reloaded/, selected: true }).waitFor();
  const words = async () => (await editor.document()).nodes.find(({ id }) => id === 'words')?.params.text;
  await expect.poll(words).toBe('typed a moment before the reload');
});

test('a server that is killed mid-edit loses nothing: what was edited while it was gone comes through as well', async () => {
  const { editor, page, served, complaints } = bench();
  await editor.open(smallGraph('crashed'));
  await editor.select('Seed');
  await editor.press('F2');
  await page.getByRole('textbox', { name: 'Name of the node' }).fill('Kept before the crash');
  await editor.press('Enter');
  const titles = async () => (await editor.draft()).nodes.map(({ title }) => title);
  await expect.poll(titles).toContain('Kept before the crash');
  const { port } = served;
  await bench().crash();

  await editor.select('Preview');
  await editor.press('F2');
  await page.getByRole('textbox', { name: 'Name of the node' }).fill('Edited while it was gone');
  await editor.press('Enter');
  await page
    .getByRole('contentinfo')
    .getByText(/not kept yet|no connection|connect/i)
    .first()
    .waitFor();

  // The same server comes back: the page that is still open hands over what it has.
  await bench().restart();
  expect(bench().served.port).toBe(port);
  await expect.poll(titles).toContain('Edited while it was gone');

  await page.reload();
  await editor.isReady();
  const tab = page.getByRole('tab', { name: /crashed/, selected: true });
  expect(await tab.textContent()).toContain('unsaved');
  await editor.card('Kept before the crash').waitFor();
  await editor.card('Edited while it was gone').waitFor();
  expect(complaints.filter((text) => text.startsWith('error:'))).toEqual([]);
  complaints.length = 0;
});

test('after a crash unsaved work is back, still unsaved, and the editor says what happened', async () => {
  const { editor, page, complaints } = bench();
  await editor.open(smallGraph('power cut'));
  await editor.select('Seed');
  await editor.press('Delete');
  await expect.poll(async () => (await editor.draft()).nodes.length).toBe(3);
  await bench().crash();
  await bench().restart();
  await page.goto(bench().served.link);
  await editor.isReady();
  await page.getByText(/did not close properly/).waitFor();
  const tab = page.getByRole('tab', { name: /power cut/, selected: true });
  expect(await tab.textContent()).toContain('unsaved');
  await expect.poll(() => editor.nodeCount()).toBe(3);
  await page.getByRole('button', { name: 'Carry on' }).click();
  await expect.poll(() => page.getByText(/did not close properly/).count()).toBe(0);
  complaints.length = 0;
});

test('earlier versions can be opened beside the present one', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('versions'));
  await editor.select('Seed');
  await editor.press('Delete');
  await expect.poll(async () => (await editor.document()).nodes.length).toBe(3);
  await editor.command('Earlier versions…');
  const dialog = page.getByRole('dialog', { name: 'Earlier versions' });
  await dialog
    .getByText(/4 nodes/)
    .first()
    .click();
  await expect.poll(() => editor.nodeCount()).toBe(4);
  await page.getByRole('tab', { name: 'versions', exact: false }).first().waitFor();
});

test('a closed tab with unsaved work is offered again', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('closed'));
  await editor.select('Seed');
  await editor.press('Delete');
  await expect.poll(() => editor.nodeCount()).toBe(3);
  await editor.focusCanvas();
  await editor.press('Alt+w');
  await page.getByRole('button', { name: 'Reopen' }).first().click();
  await page.getByRole('tab', { name: /closed/, selected: true }).waitFor();
  await expect.poll(() => editor.nodeCount()).toBe(3);
  await editor.focusCanvas();
  await editor.press('Control+z');
  await expect.poll(() => editor.nodeCount()).toBe(4);
});

test('a file that changed on disk since it was opened is not overwritten without asking', async () => {
  const { editor, page, home } = bench();
  await editor.open(smallGraph('shared file'));
  await editor.focusCanvas();
  await editor.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Save as' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const path = join(home, 'workflows', 'shared file.json');
  const theirs = (await readFile(path, 'utf8')).replace('dawn', 'dusk');
  await writeFile(path, theirs);

  await editor.select('Seed');
  await editor.press('Delete');
  await editor.press('Control+s');
  await page
    .getByText(/was changed on disk since it was opened/)
    .first()
    .waitFor();
  expect(await readFile(path, 'utf8')).toBe(theirs);
  expect(await readdir(join(home, 'workflows'))).toEqual(['shared file.json']);
});

test('a second window leaves alone what the first has open, and gets it once the first is gone', async () => {
  const { editor, page, served } = bench();
  await editor.open(smallGraph('held'));
  await expect.poll(async () => (await editor.draft()).name).toBe('held');
  const other = await page.context().newPage();
  const second = new Editor(other);
  await other.goto(served.origin);
  await second.isReady();
  await second.toast(/open in another window/).waitFor();
  expect(await other.getByRole('tab', { name: /held/ }).count()).toBe(0);
  await page.goto('about:blank');
  await other.reload();
  await second.isReady();
  await other.getByRole('tab', { name: /held/ }).waitFor();
  await other.close();
  await page.goto(served.origin);
  await editor.isReady();
  await page.getByRole('tab', { name: /held/ }).waitFor();
});
