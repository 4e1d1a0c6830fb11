import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeFolder } from '../../src/host/home.ts';
import { claimInstance } from '../../src/host/instance-lock.ts';
import { fal } from '../../src/host/providers/fal.ts';
import { openKeyRing } from '../../src/host/settings/key-ring.ts';
import { createRedactor } from '../../src/host/settings/redact.ts';
import { openSettings } from './offered-settings.ts';

async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'settings-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('settings are kept, whole and private', async () => {
  const path = join(await tempFolder(), 'settings.json');
  const settings = openSettings(path);
  await Promise.all([settings.update({ theme: 'dark' }), settings.update({ capPerRunUsd: null })]);
  expect(openSettings(path).get()).toMatchObject({ theme: 'dark', capPerRunUsd: null, capPerDayUsd: 50 });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a field that makes no sense falls back, the others stay', async () => {
  const path = join(await tempFolder(), 'settings.json');
  await writeFile(path, '{"theme": "purple", "capPerDayUsd": 7, "later": true}');
  expect(openSettings(path).get()).toMatchObject({ theme: 'system', capPerDayUsd: 7 });
});

test('a setting that is not allowed is refused and nothing changes', async () => {
  const path = join(await tempFolder(), 'settings.json');
  const settings = openSettings(path);
  await expect(async () => settings.update({ capPerDayUsd: -5 })).rejects.toThrow();
  expect(settings.get().capPerDayUsd).toBe(50);
});

test('the environment wins over a stored key, in either of its forms', async () => {
  const folder = await tempFolder();
  await openKeyRing(folder, {}, undefined, fal.keyKind!).set('stored-id:stored-secret');
  expect(openKeyRing(folder, {}, undefined, fal.keyKind!)).toMatchObject({});
  expect(openKeyRing(folder, {}, undefined, fal.keyKind!).key()).toBe('stored-id:stored-secret');
  const whole = openKeyRing(folder, { FAL_KEY: 'env-id:env-secret' }, undefined, fal.keyKind!);
  expect([whole.key(), whole.source()]).toEqual(['env-id:env-secret', 'environment']);
  const halves = openKeyRing(
    folder,
    { FAL_KEY_ID: 'half-id', FAL_KEY_SECRET: 'half-secret' },
    undefined,
    fal.keyKind!,
  );
  expect(halves.key()).toBe('half-id:half-secret');
});

test('a replaced key is still hidden', async () => {
  const keys = openKeyRing(await tempFolder(), {}, undefined, fal.keyKind!);
  await keys.set('first-id-12:first-secret-12');
  await keys.set('second-id-12:second-secret-12');
  const redactor = createRedactor(keys.everSeen);
  expect(redactor.text('a first-secret-12 b second-id-12:second-secret-12 c')).toBe('a [key] b [key] c');
  expect(redactor.data({ deep: ['first-id-12'] })).toEqual({ deep: ['[key]'] });
});

test('the data folder is where the platform keeps such things, unless told otherwise', () => {
  expect(homeFolder({ BLOCKOUT_HOME: '/data/b' }, 'linux', '/home/u')).toBe('/data/b');
  expect(homeFolder({ XDG_DATA_HOME: '/xdg' }, 'linux', '/home/u')).toBe('/xdg/blockout');
  expect(homeFolder({}, 'linux', '/home/u')).toBe('/home/u/.local/share/blockout');
  expect(homeFolder({}, 'darwin', '/Users/u')).toBe('/Users/u/Library/Application Support/Blockout');
  expect(homeFolder({ APPDATA: '/roaming' }, 'win32', '/u')).toBe('/roaming/Blockout');
});

test('hosts on one home get slots of their own and give them back', async () => {
  const home = await tempFolder();
  const first = claimInstance(home);
  const second = claimInstance(home);
  expect([first.slot, second.slot]).toEqual([0, 1]);
  expect(second.adopt(0)).toBe(false);
  first.release();
  expect(second.adopt(0)).toBe(true);
  expect(second.holds(0)).toBe(true);
  const third = claimInstance(home);
  expect(third.slot).toBe(2);
  second.release();
  third.release();
});
