import { copyFile, mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callerOf } from './editor/api-caller.ts';
import { createRig } from './rig.ts';
import { CLIP, shotDocument } from './shot.ts';

/** A host, and a folder of the user that lies beside the project. */
async function setUp() {
  const rig = await createRig();
  const plates = join(rig.root, 'plates');
  await mkdir(plates);
  await copyFile(CLIP, join(plates, 'plate.mp4'));
  const call = callerOf(rig.host);
  const document = shotDocument({ clip: { path: join(plates, 'plate.mp4') } });
  const problems = async () => {
    const answer = await call('POST', '/plan', { document });
    return (answer.body as { problems: { code: string; closed?: object }[] }).problems;
  };
  return { rig, plates: await realpath(plates), call, problems };
}

test('what a plan says is closed can be allowed, stays allowed in the next session, and is revoked', async () => {
  const { rig, plates, call, problems } = await setUp();
  expect(await problems()).toMatchObject([{ code: 'closed-media', closed: { offer: plates } }]);
  const allowed = await call('POST', '/grants', { path: plates });
  expect(allowed).toMatchObject({ status: 200, body: { granted: [{ path: plates, kind: 'folder' }] } });
  expect(await problems()).toEqual([]);
  const next = callerOf(rig.openHost());
  expect((await next('GET', '/grants')).body).toEqual({ granted: [{ path: plates, kind: 'folder' }] });
  const revoked = await call('DELETE', `/grants?path=${encodeURIComponent(plates)}`);
  expect(revoked).toMatchObject({ status: 200, body: { granted: [] } });
  expect(await problems()).toMatchObject([{ code: 'closed-media' }]);
});

test('allowing one file opens nothing beside it, not even for a workflow that names it as its own', async () => {
  const { rig, plates, call } = await setUp();
  const file = join(plates, 'plate.mp4');
  await copyFile(CLIP, join(plates, 'other.mp4'));
  await rig.host.grant(file);
  const document = shotDocument({ clip: { path: join(plates, 'other.mp4') } });
  const answer = await call('POST', '/plan', { document, path: file });
  expect((answer.body as { problems: object[] }).problems).toMatchObject([{ code: 'closed-media' }]);
});

describe('not allowed by a click', () => {
  test.each([
    ['a whole disk', () => '/'],
    ['all that the user has', () => homedir()],
    ['what lies above that', () => dirname(homedir())],
    ['Blockout’s own data', (home: string) => home],
    ['the folder above it', (home: string) => dirname(home)],
    ['a key', (home: string) => join(home, 'fal-key')],
    ['a link to the disk', (home: string) => join(dirname(home), 'innocent')],
    ['what is not there', (home: string) => join(dirname(home), 'nowhere')],
    ['a path that starts nowhere', () => 'plates'],
  ])('is %s', async (_, pathIn) => {
    const { rig, call } = await setUp();
    await writeFile(join(rig.home, 'fal-key'), 'a:b');
    await symlink('/', join(rig.root, 'innocent'));
    const answer = await call('POST', '/grants', { path: pathIn(rig.home) });
    expect(answer).toMatchObject({ status: 422, body: { problem: { code: 'closed-media' } } });
    expect(rig.host.settings.get().grantedFolders).toEqual([]);
  });
});

test('a workflow and the settings of a client give themselves no leave', async () => {
  const { rig, plates, call } = await setUp();
  const document = {
    ...shotDocument({ clip: { path: join(plates, 'plate.mp4') } }),
    grantedFolders: [plates],
    granted: [plates],
  };
  const answer = await call('POST', '/plan', { document, granted: [plates], grantedFolders: [plates] });
  expect((answer.body as { problems: object[] }).problems).toMatchObject([{ code: 'closed-media' }]);
  expect((await call('PATCH', '/settings', { grantedFolders: [plates] })).status).toBe(400);
  expect(rig.host.settings.get().grantedFolders).toEqual([]);
});

test('a workflow file that may not be opened says what to allow, and is opened after that', async () => {
  const { rig, plates, call } = await setUp();
  const path = join(plates, 'sent.json');
  await writeFile(path, JSON.stringify(shotDocument({ clip: { path: 'plate.mp4' } })));
  const open = () => call('GET', `/workflows/file?path=${encodeURIComponent(path)}`);
  expect(await open()).toMatchObject({
    status: 403,
    body: { problem: { code: 'closed-media', closed: { path, offer: plates }, fix: `Allow ${plates}.` } },
  });
  expect((await call('POST', '/grants', { path: plates })).status).toBe(200);
  expect((await open()).status).toBe(200);
  expect(rig.host.settings.get().grantedFolders).toEqual([plates]);
});
