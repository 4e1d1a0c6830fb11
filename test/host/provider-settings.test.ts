import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PROVIDERS } from '../../src/host/providers/index.ts';
import { schemaOfSetting } from '../../src/settings/provider-setting.ts';
import { openSettings } from './offered-settings.ts';

test('what an earlier Blockout kept for Oxen is read as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'settings-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'settings.json');
  await writeFile(path, '{"provider": "oxen", "oxenMode": "sync", "oxenUsdPerSecond": 0.4}');
  expect(openSettings(path).get()).toMatchObject({
    provider: 'oxen',
    providerSettings: { oxenMode: 'sync', oxenUsdPerSecond: 0.4 },
  });
  expect(openSettings(path).trouble()).toBeNull();
});

test('every setting of a provider takes its own default, and no two providers mean different things by a name', () => {
  const all = PROVIDERS.flatMap(({ settings }) => Object.entries(settings));
  expect(all.length).toBeGreaterThan(0);
  for (const [, setting] of all)
    expect(schemaOfSetting(setting).parse(setting.default)).toBe(setting.default);
  for (const [name, setting] of all)
    for (const [other, alike] of all) if (other === name) expect(alike).toEqual(setting);
});
