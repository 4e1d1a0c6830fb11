import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MenuEntry } from '../../src/host/door/desktop-bridge.ts';
import { withBench } from './bench.ts';
import { smallGraph } from './graphs.ts';

const bench = withBench();

/** Stands where the desktop shell’s preload script puts its bridge, and remembers what the page does with it. */
const BRIDGE = `window.blockoutDesktop = {
  showMenu: (entries) => { window.shownMenu = entries; },
  onCommand: (listener) => { window.chooseCommand = listener; return () => {}; },
  onOpenFile: (listener) => { window.openFile = listener; return () => {}; },
  onBeforeClose: (save) => { window.beforeClose = save; },
};`;

test('the desktop’s menu, files and closing reach the editor', async () => {
  const { editor, page, project } = bench();
  await page.addInitScript(BRIDGE);
  await page.reload();
  await editor.isReady();
  const menu = () => page.evaluate<MenuEntry[]>('window.shownMenu');
  const entry = async (id: string) => (await menu()).find((found) => found.id === id);
  expect(new Set((await menu()).map(({ category }) => category))).toEqual(
    new Set(['File', 'Edit', 'Node', 'View', 'Run', 'Help']),
  );
  expect(await entry('file.save-as')).toMatchObject({ keys: 'Ctrl+Shift+S' });
  expect(await entry('edit.undo')).toMatchObject({ isEnabled: false, keys: 'Ctrl+Z' });

  // A file that the system opens.
  const path = join(project, 'opened from outside.json');
  await writeFile(path, JSON.stringify(smallGraph('opened from outside')));
  await page.evaluate(`window.openFile(${JSON.stringify(path)})`);
  await page.getByRole('tab', { name: 'opened from outside', selected: true }).waitFor();

  // An action chosen in the menu, and the menu following what can be done.
  await editor.select('Seed');
  await page.evaluate(`window.chooseCommand('edit.delete')`);
  await expect.poll(() => editor.nodeCount()).toBe(3);
  await expect.poll(async () => (await entry('edit.undo'))?.isEnabled).toBe(true);

  // Closing hands over the last edit at once.
  await page.evaluate(`window.chooseCommand('edit.undo')`);
  await page.evaluate('window.beforeClose()');
  expect((await editor.draft()).nodes).toHaveLength(4);
  expect(bench().complaints).toEqual([]);
});
