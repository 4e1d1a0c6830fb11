import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRig } from '../rig.ts';
import { CLIP, shotDocument } from '../shot.ts';
import { callerOf } from './api-caller.ts';

async function createDesk() {
  const rig = await createRig();
  await rig.host.grant(rig.folder);
  const path = join(rig.folder, 'shot.json');
  return { rig, path, call: callerOf(rig.host) };
}
const at = (path: string) => `/workflows/file?path=${encodeURIComponent(path)}`;
const read = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

test('what was opened can be saved again and again', async () => {
  const { path, call } = await createDesk();
  let { fileVersion } = (await call('GET', at(path))).body;
  for (const name of ['one', 'two']) {
    const saved = await call('PUT', '/workflows/file', {
      path,
      fileVersion,
      document: shotDocument({ name }),
    });
    expect(saved.status).toBe(200);
    ({ fileVersion } = saved.body);
  }
  expect((await read(path)).name).toBe('two');
});

test('a file that changed on disk since it was opened is kept, until the user says otherwise', async () => {
  const { path, call } = await createDesk();
  const { fileVersion } = (await call('GET', at(path))).body;
  await writeFile(path, JSON.stringify(shotDocument({ name: 'by a colleague' })));
  const mine = { path, fileVersion, document: shotDocument({ name: 'mine' }) };
  const refused = await call('PUT', '/workflows/file', mine);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ conflict: 'changed', problem: { severity: 'error' } });
  expect(refused.body.problem.message).toContain('shot.json');
  expect((await read(path)).name).toBe('by a colleague');
  expect((await call('PUT', '/workflows/file', { ...mine, overwrite: true })).status).toBe(200);
  expect((await read(path)).name).toBe('mine');
});

test('a new file does not replace one that is there', async () => {
  const { path, call } = await createDesk();
  const document = shotDocument({ name: 'new' });
  const refused = await call('PUT', '/workflows/file', { path, fileVersion: null, document });
  expect([refused.status, refused.body.conflict]).toEqual([409, 'exists']);
  expect((await read(path)).name).toBe('Shot');
});

test.each([
  ['a newer file', { ...shotDocument(), version: 999 }],
  ['a broken file', { format: 'blockout/workflow', version: 1 }],
])('%s is never overwritten, not even on demand', async (_, content) => {
  const { path, call } = await createDesk();
  await writeFile(path, JSON.stringify(content));
  const document = shotDocument({ name: 'mine' });
  const refused = await call('PUT', '/workflows/file', {
    path,
    fileVersion: null,
    document,
    overwrite: true,
  });
  expect(refused.status).toBe(422);
  expect(refused.body.problem.fix).toBe('Save under another name.');
  expect(await read(path)).toEqual(content);
});

test('only the library and granted folders are written to and read', async () => {
  const { rig, call } = await createDesk();
  const path = join(rig.root, 'elsewhere.json');
  const refused = await call('PUT', '/workflows/file', { path, fileVersion: null, document: shotDocument() });
  expect(refused.status).toBe(403);
  await writeFile(path, JSON.stringify(shotDocument()));
  expect((await call('GET', at(path))).status).toBe(403);
  expect((await call('GET', at(join(rig.folder, '../elsewhere.json')))).status).toBe(403);
});

test('the library takes a workflow by name, safe for every file system, and counts among the recent ones', async () => {
  const { rig, call } = await createDesk();
  const body = { name: 'Dawn: take 1/2', document: shotDocument(), fromPath: null };
  const saved = await call('POST', '/workflows/library', body);
  expect(saved.body.path).toBe(join(rig.home, 'workflows', 'Dawn- take 1-2.json'));
  expect(saved.body.document.name).toBe('Dawn: take 1/2');
  const other = { ...body, document: shotDocument({ frames: 17 }) };
  const again = await call('POST', '/workflows/library', other);
  expect([again.status, again.body.conflict, again.body.path]).toEqual([409, 'exists', saved.body.path]);
  expect((await call('POST', '/workflows/library', { ...other, overwrite: true })).status).toBe(200);
  const { recents } = (await call('GET', '/recents')).body;
  expect(recents).toEqual([expect.objectContaining({ path: saved.body.path, exists: true })]);
});

test('saving into another folder keeps media that lie there relative and takes the others along', async () => {
  const { rig, path, call } = await createDesk();
  await mkdir(join(rig.folder, 'shots'));
  await copyFile(CLIP, join(rig.folder, 'shots', 'other.mp4'));
  const document = shotDocument();
  document.nodes.push({ ...document.nodes[0]!, id: 'clip2', params: { clip: { path: 'shots/other.mp4' } } });
  const target = join(rig.folder, 'shots', 'copy.json');
  const body = { path: target, fromPath: path, fileVersion: null, document };
  const saved = (await call('PUT', '/workflows/file', body)).body;
  const clipOf = (id: string) =>
    saved.document.nodes.find((node: { id: string }) => node.id === id).params.clip;
  expect(clipOf('clip2')).toEqual({ path: 'other.mp4' });
  expect(clipOf('clip')).toEqual({ asset: expect.stringMatching(/^[0-9a-f]{64}$/), name: 'clip.mp4' });
  expect(await read(target)).toEqual(saved.document);
  const planned = await call('POST', '/plan', { document: saved.document, path: target });
  expect(planned.body.problems).toEqual([]);
});

test('saving into another folder keeps the way to sequences and folders of shots', async () => {
  const { rig, path, call } = await createDesk();
  await mkdir(join(rig.folder, 'cuts', 'sq'), { recursive: true });
  const document = shotDocument();
  const [first] = document.nodes;
  const add = (id: string, type: string, params: object) =>
    document.nodes.push({ ...first!, ...{ id, type, params } });
  add('beside', 'image-sequence', { frames: { path: 'cuts/sq/f_####.png' } });
  add('below', 'shot-folder', { folder: { path: 'cuts' } });
  add('above', 'shot-folder', { folder: { path: 'reels' } });
  add('far', 'shot-folder', { folder: { path: '/farm/reels' } });
  const body = { path: join(rig.folder, 'cuts', 'copy.json'), fromPath: path, fileVersion: null, document };
  const { nodes } = (await call('PUT', '/workflows/file', body)).body.document;
  const paramsOf = (id: string) => nodes.find((node: { id: string }) => node.id === id).params;
  expect(paramsOf('beside')).toEqual({ frames: { path: 'sq/f_####.png' } });
  expect(paramsOf('below')).toEqual({ folder: { path: '.' } });
  expect(paramsOf('above')).toEqual({ folder: { path: '../reels' } });
  expect(paramsOf('far')).toEqual({ folder: { path: '/farm/reels' } });
});
