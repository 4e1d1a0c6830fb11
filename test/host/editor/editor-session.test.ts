import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRig, type Rig } from '../rig.ts';
import { shotDocument } from '../shot.ts';
import { callerOf } from './api-caller.ts';

async function putTabs(rig: Rig, names: readonly string[], activeId: string): Promise<void> {
  const call = callerOf(rig.host);
  await call('GET', '/session');
  for (const name of names) {
    const document = shotDocument({ name });
    await call('PUT', `/drafts/${name}`, { document, path: null, isDirty: true, fileVersion: null });
  }
  await call('PUT', '/session', { draftIds: names, activeId });
}

async function restored(rig: Rig) {
  const { body } = await callerOf(rig.host)('GET', '/session');
  return { ...body, tabs: body.tabs.map(({ draftId }: { draftId: string }) => draftId) };
}

test('tabs come back in their order after a restart, and the end is known to be clean', async () => {
  const rig = await createRig();
  await putTabs(rig, ['two', 'one'], 'one');
  await rig.host.close();
  rig.host = rig.openHost();
  expect(await restored(rig)).toEqual({ tabs: ['two', 'one'], activeId: 'one', endedClean: true });
});

test('after a kill the tabs come back too, and only the first answer tells of it', async () => {
  const rig = await createRig();
  await putTabs(rig, ['one'], 'one');
  await rig.host.close();
  // What a killed host leaves behind: a session that says it is open, with nobody in its slot.
  const left = { draftIds: ['one'], activeId: 'one', isOpen: true };
  await writeFile(join(rig.home, 'sessions/0.json'), JSON.stringify(left));
  rig.host = rig.openHost();
  expect(await restored(rig)).toEqual({ tabs: ['one'], activeId: 'one', endedClean: false });
  expect(await restored(rig)).toEqual({ tabs: ['one'], activeId: 'one', endedClean: true });
});

test('a draft that was saved just before a kill comes back although no tab named it yet', async () => {
  const rig = await createRig();
  await putTabs(rig, ['one', 'late'], 'one');
  await callerOf(rig.host)('PUT', '/session', { draftIds: ['one'], activeId: 'one' });
  await rig.host.close();
  rig.host = rig.openHost();
  expect((await restored(rig)).tabs).toEqual(['one', 'late']);
});

test('a second host on the same home leaves the first one’s tabs alone, and takes them once it has gone', async () => {
  const rig = await createRig();
  await putTabs(rig, ['one'], 'one');
  const first = rig.host;
  rig.host = rig.openHost();
  expect(await restored(rig)).toEqual({ tabs: [], activeId: null, endedClean: true });
  await rig.host.close();
  await first.close();
  rig.host = rig.openHost();
  expect((await restored(rig)).tabs).toEqual(['one']);
});

test('a damaged session file costs only the order', async () => {
  const rig = await createRig();
  await putTabs(rig, ['one'], 'one');
  await rig.host.close();
  await mkdir(join(rig.home, 'sessions'), { recursive: true });
  await writeFile(join(rig.home, 'sessions/0.json'), 'not json');
  rig.host = rig.openHost();
  expect(await restored(rig)).toEqual({ tabs: ['one'], activeId: 'one', endedClean: true });
});
