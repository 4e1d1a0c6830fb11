import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRig } from './rig.ts';
import { shotDocument } from './shot.ts';

test('a workflow comes back as it was saved, and nothing is left beside it', async () => {
  const { host, folder } = await createRig();
  const opened = await host.loadWorkflowFile(join(folder, 'shot.json'));
  if (!opened.ok) throw new Error(opened.problem.message);
  const path = join(folder, 'copy.json');
  const saved = await host.workflows.save(path, opened.workflow);
  const fileVersion = expect.stringMatching(/^[0-9a-f]{32}$/);
  expect(saved).toEqual({ ok: true, path, fileVersion });
  const again = await host.loadWorkflowFile(path);
  expect(again).toMatchObject({ ok: true, folder, fileVersion: saved.fileVersion });
  const text = await readFile(path, 'utf8');
  expect(await host.workflows.save(path, opened.workflow)).toMatchObject({ ok: true });
  expect(await readFile(path, 'utf8')).toBe(text);
  expect((await readdir(folder)).sort()).toEqual(['clip.mp4', 'copy.json', 'shot.json']);
});

test.each([
  ['a broken file', '{ "format": "blockout/workflow", "version": 1,'],
  ['a newer one', JSON.stringify({ ...shotDocument(), version: 99 })],
  ['something else', '{"name": "package.json"}'],
])('%s is neither opened nor overwritten', async (_what, text) => {
  const { host, folder } = await createRig();
  const path = join(folder, 'other.json');
  await writeFile(path, text);
  expect(await host.loadWorkflowFile(path)).toMatchObject({
    ok: false,
    problem: { severity: 'error', message: expect.stringContaining('other.json') },
  });
  const saved = await host.workflows.saveJson(path, shotDocument());
  expect(saved).toMatchObject({ ok: false, problem: { fix: 'Save under another name.' } });
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('a document that is not a workflow is not saved', async () => {
  const { host, folder } = await createRig();
  const path = join(folder, 'new.json');
  expect(await host.workflows.saveJson(path, { format: 'blockout/workflow' })).toMatchObject({ ok: false });
  expect(await readdir(folder)).not.toContain('new.json');
});

test('a link to a workflow stays a link when it is saved', async () => {
  const { host, folder } = await createRig();
  const link = join(folder, 'link.json');
  await symlink(join(folder, 'shot.json'), link);
  const opened = await host.loadWorkflowFile(link);
  if (!opened.ok) throw new Error(opened.problem.message);
  await host.workflows.save(link, { ...opened.workflow, name: 'Renamed' });
  expect(await readFile(join(folder, 'shot.json'), 'utf8')).toContain('"Renamed"');
});

test.each([
  ['a file that is not there', 'none.json', /There is no file/],
  ['a folder', '.', /is a folder/],
])('%s is told as such', async (_what, name, message) => {
  const { host, folder } = await createRig();
  const opened = await host.loadWorkflowFile(join(folder, name));
  expect(opened).toMatchObject({ ok: false, problem: { message: expect.stringMatching(message) } });
});
