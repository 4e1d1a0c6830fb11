import { copyFile, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CLIP, shotDocument } from '../host/shot.ts';
import { withBench } from './bench.ts';

const bench = withBench({ isEnteredByFile: true });
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A folder of the user with a clip, which nobody has allowed. */
async function privateFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'private-')));
  folders.push(folder);
  await copyFile(CLIP, join(folder, 'plate.mp4'));
  return folder;
}

function openWith(name: string, path: string): Promise<void> {
  const document = shotDocument({ name, clip: { path } });
  const nodes = document.nodes.map((node, place) => ({ ...node, position: { x: 320 * place, y: 0 } }));
  return bench().editor.open({ ...document, name, nodes });
}

test('what lies outside can be allowed where it is told, and is revoked in the settings', async () => {
  const { editor, page } = bench();
  const folder = await privateFolder();
  await openWith('allowed', join(folder, 'plate.mp4'));
  await editor.select('Video input');
  const problems = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Problems');
  await problems.getByText('lies outside the workflow’s folder, so it is not read.').waitFor();
  await problems.getByRole('button', { name: 'Allow this folder' }).click();
  await editor.card('Video input').getByText('12 f').waitFor();

  await editor.command('Settings…');
  await page.getByRole('tab', { name: 'Reading' }).click();
  const allowed = page.getByRole('list', { name: 'Allowed folders and files' });
  await allowed.getByText(folder).waitFor();
  await allowed.getByRole('button', { name: `Revoke ${folder}` }).click();
  await expect.poll(() => allowed.getByText(folder).count()).toBe(0);
  await page.keyboard.press('Escape');
  await problems.getByText('lies outside the workflow’s folder').waitFor();
});

test('the card allows it too, and Browse… takes the file without any leave', async () => {
  const { editor, page } = bench();
  const folder = await privateFolder();
  await openWith('browsed', join(folder, 'plate.mp4'));
  await editor.card('Video input').getByText('Not allowed yet: “plate.mp4”').waitFor();
  await editor.card('Video input').getByRole('button', { name: 'Allow' }).waitFor();
  await editor.select('Video input');
  const problems = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Problems');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    problems.getByRole('button', { name: 'Browse…' }).click(),
  ]);
  await chooser.setFiles(join(folder, 'plate.mp4'));
  await editor.card('Video input').getByText('12 f').waitFor();
  const settings = await page.evaluate<{ granted: { path: string }[] }>(
    `fetch('/api/grants').then((answer) => answer.json())`,
  );
  expect(settings.granted.map(({ path }) => path)).not.toContain(folder);
});

test('a file that is not there is told as that, and offers no leave', async () => {
  const { editor, page } = bench();
  await openWith('gone', join(await privateFolder(), 'gone.mp4'));
  await editor.select('Video input');
  const problems = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Problems');
  await problems.getByText('is not there.').waitFor();
  expect(await problems.getByRole('button', { name: /^Allow/ }).count()).toBe(0);
  expect(bench().complaints).toEqual([]);
});
