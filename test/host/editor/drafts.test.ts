import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRig } from '../rig.ts';
import { shotDocument } from '../shot.ts';
import { callerOf } from './api-caller.ts';

const draftOf = (name: string, rest: object = {}) => ({
  document: shotDocument({ name }),
  path: null,
  isDirty: true,
  fileVersion: null,
  ...rest,
});

async function createDesk() {
  const rig = await createRig();
  return { rig, call: callerOf(rig.host) };
}

test('a draft comes back as it was put, still unsaved', async () => {
  const { call } = await createDesk();
  const draft = draftOf('Harbor', { path: '/somewhere/shot.json', fileVersion: 'abc' });
  expect((await call('PUT', '/drafts/tab-1', draft)).status).toBe(200);
  expect((await call('GET', '/drafts/tab-1')).body).toMatchObject(draft);
});

test('every change makes a version to go back to; saving the same again makes none', async () => {
  const { call } = await createDesk();
  for (const name of ['one', 'two', 'two', 'three']) await call('PUT', '/drafts/tab-1', draftOf(name));
  await call('PUT', '/drafts/tab-1', draftOf('three', { isDirty: false }));
  const { versions } = (await call('GET', '/drafts/tab-1/versions')).body;
  expect(versions.map(({ name }: { name: string }) => name)).toEqual(['three', 'two', 'one']);
  const oldest = await call('GET', `/drafts/tab-1/versions/${versions.at(-1).versionId}`);
  expect(oldest.body.document).toEqual(shotDocument({ name: 'one' }));
  expect((await call('GET', '/drafts/tab-1')).body.isDirty).toBe(false);
});

test('of many quick saves the last one wins and the number of versions stays small', async () => {
  const { call } = await createDesk();
  const names = Array.from({ length: 80 }, (_, place) => `edit ${place}`);
  await Promise.all(names.map((name) => call('PUT', '/drafts/tab-1', draftOf(name))));
  expect((await call('GET', '/drafts/tab-1')).body.document.name).toBe('edit 79');
  const { versions } = (await call('GET', '/drafts/tab-1/versions')).body;
  expect(versions.length).toBeLessThanOrEqual(50);
  expect(versions.slice(0, 10).map(({ name }: { name: string }) => name)).toEqual(names.slice(-10).reverse());
});

test('a closed tab is offered no more; its versions stay', async () => {
  const { call } = await createDesk();
  await call('PUT', '/drafts/tab-1', draftOf('Harbor'));
  await call('PUT', '/session', { draftIds: ['tab-1'], activeId: 'tab-1' });
  await call('DELETE', '/drafts/tab-1');
  expect((await call('GET', '/session')).body.tabs).toEqual([]);
  expect((await call('GET', '/drafts/tab-1/versions')).body.versions).toHaveLength(1);
});

test('a draft whose file was damaged is left out instead of stopping the start', async () => {
  const { rig, call } = await createDesk();
  await call('PUT', '/drafts/good', draftOf('Good'));
  await call('PUT', '/drafts/bad', draftOf('Bad'));
  await writeFile(join(rig.home, 'drafts/bad/draft.json'), '{"document":');
  const { tabs } = (await call('GET', '/session')).body;
  expect(tabs.map(({ name }: { name: string }) => name)).toEqual(['Good']);
});

test('half-written files of a killed host are no versions', async () => {
  const { rig, call } = await createDesk();
  await call('PUT', '/drafts/tab-1', draftOf('Harbor'));
  await writeFile(join(rig.home, 'drafts/tab-1/.draft.json.1234.part'), '{"docu');
  await writeFile(join(rig.home, 'drafts/tab-1/versions/9999999999999.json'), '{"docu');
  expect((await call('GET', '/drafts/tab-1/versions')).body.versions).toHaveLength(1);
  expect((await call('GET', '/drafts/tab-1')).body.document.name).toBe('Harbor');
});

test.each(['../../settings', 'a/b', '..', `${'x'.repeat(65)}`])(
  'the id %s reaches no file outside of the drafts',
  async (id) => {
    const { rig, call } = await createDesk();
    const answer = await call('PUT', `/drafts/${encodeURIComponent(id)}`, draftOf('Evil'));
    expect(answer.status).toBe(404);
    expect(await readdir(rig.root)).toEqual(expect.not.arrayContaining(['settings']));
    expect(await readdir(rig.home)).not.toContain('drafts');
  },
);

test('something that is no workflow is refused', async () => {
  const { call } = await createDesk();
  const answer = await call('PUT', '/drafts/tab-1', { ...draftOf('x'), document: { name: 'x' } });
  expect(answer.status).toBe(400);
  expect(answer.body.problem.message).toContain('format');
});
