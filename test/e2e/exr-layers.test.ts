import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evenColor, exrFile } from '../media/exr/exr-file.ts';
import { withBench } from './bench.ts';

const bench = withBench();
const data = [0, 0, 127, 71] as const;

test('an EXR with several parts offers them by name in the inspector, and keeps the one that is chosen', async () => {
  const { editor, page, project, complaints } = bench();
  const path = join(project, 'shot.exr');
  const parts = [
    { name: 'depth', channels: [{ name: 'Z', value: () => 3 }], data },
    { name: 'beauty', channels: evenColor(0.2, 0.3, 0.5), data },
    { name: 'light', channels: evenColor(0.6, 0.3, 0.1), data },
  ];
  await writeFile(path, exrFile(...parts));
  await editor.dropFiles([path], { x: 400, y: 400 });
  await editor.card('Image input').waitFor();
  await editor.select('Image input');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const layer = inspector.getByLabel('Layer');
  await layer.waitFor();
  expect(await layer.locator('option').allTextContents()).toEqual(['beauty', 'depth', 'light']);
  expect(await layer.inputValue()).toBe('beauty');
  await layer.selectOption('light');
  expect((await editor.document()).nodes[0]!.params).toMatchObject({ layer: 'light' });
  expect(await layer.inputValue()).toBe('light');
  const poster = editor.card('Image input').getByRole('img', { name: 'The file, before this node has run' });
  await expect.poll(() => poster.getAttribute('src')).toMatch(/layer=light$/);
  await expect
    .poll(() => poster.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
    .toBe(128);
  expect(complaints).toEqual([]);
});
