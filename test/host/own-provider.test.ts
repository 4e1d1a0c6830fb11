import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COPPER_KEY, OFFER, received } from './copper-provider.ts';
import { createRig, onlyJob, type RigOptions } from './rig.ts';

/** A host with a provider that the program does not know, which is told nowhere but in its declaration. */
const createCopperRig = ({ env = { COPPER_KEY }, ...options }: RigOptions = {}) =>
  createRig({ env, host: { providers: OFFER }, plan: { provider: 'copper' }, ...options });

const ask = async (
  rig: Awaited<ReturnType<typeof createRig>>,
  method: string,
  path: string,
  body?: object,
) => {
  const headers = { 'content-type': 'application/json' };
  const request = new Request(`http://host/api${path}`, { method, headers, body: JSON.stringify(body) });
  const answer = await rig.host.fetch(request);
  return { status: answer.status, body: await answer.json() };
};

test('a provider that is declared alone takes a job, which keeps its words and its price', async () => {
  const rig = await createCopperRig();
  await rig.host.settings.update({ providerSettings: { copperRegion: 'south', copperUsdPerTake: 0.25 } });
  const result = await rig.run();
  expect(result).toMatchObject({ status: 'done', problems: [], costUsd: 0.25 });
  expect(received.at(-1)).toMatchObject({ region: 'south', input: { seed: 42 } });
  expect(onlyJob(rig.host)).toMatchObject({
    provider: { id: 'copper', isSimulated: false, words: { label: 'Copper' } },
    state: 'done',
    costUsd: 0.25,
  });
  expect(rig.calls).toEqual([]);
  expect((await rig.run()).costUsd).toBe(0);
});

test('its words, its key’s page and its price’s name stand in the problems', async () => {
  const rig = await createCopperRig({ env: {} });
  await rig.host.settings.update({ capPerRunUsd: null, capPerDayUsd: null });
  expect((await rig.run()).problems[0]).toMatchObject({
    message: 'No Copper key is set, so the job was not sent.',
    fix: 'Set a key from copper.example/keys, or choose the simulator.',
  });
  const put = (key: string) => ask(rig, 'PUT', '/settings/key', { provider: 'copper', key });
  expect(await put('short')).toMatchObject({ status: 422, body: { refusal: /more than ten signs/ } });
  expect(await put('brass-badger-secret')).toMatchObject({ status: 200, body: { keySource: 'file' } });
  expect(await readFile(join(rig.home, 'copper-key'), 'utf8')).toBe('brass-badger-secret\n');
  expect(rig.host.redactor.text('with brass-badger-secret')).toBe('with [key]');
  expect((await rig.run()).problems[0]).toMatchObject({
    message: 'Copper did not accept the key: no such key.',
    fix: expect.stringContaining('copper.example/keys'),
  });
  await rig.host.settings.update({ capPerRunUsd: 1 });
  expect((await rig.run()).problems[0]).toMatchObject({
    code: 'over-cap',
    fix: expect.stringContaining('Set in the settings what a take costs at Copper'),
  });
});

test('its settings are told, kept and checked by its declaration', async () => {
  const rig = await createCopperRig();
  const patch = (providerSettings: object) => ask(rig, 'PATCH', '/settings', { providerSettings });
  expect((await ask(rig, 'GET', '/settings')).body).toMatchObject({
    settings: { providerSettings: { copperRegion: 'north', copperRetries: 1, copperUsdPerTake: null } },
  });
  expect((await patch({ copperRegion: 'south', copperUsdPerTake: 3 })).body).toMatchObject({
    settings: { providerSettings: { copperRegion: 'south', copperRetries: 1, copperUsdPerTake: 3 } },
  });
  for (const wrong of [{ copperRegion: 'west' }, { copperRetries: 6 }, { copperRetries: null }, { zinc: 1 }])
    expect((await patch(wrong)).status).toBe(400);
  const path = join(rig.home, 'settings.json');
  const kept = JSON.parse(await readFile(path, 'utf8'));
  expect(kept).toMatchObject({ copperRegion: 'south', copperUsdPerTake: 3 });

  await writeFile(path, JSON.stringify({ ...kept, copperUsdPerTake: 'lots' }));
  expect((await rig.run()).problems[0]!.message).toContain('what a take costs at Copper as "lots"');
  await patch({ copperUsdPerTake: 4 });
  expect(rig.host.settings.trouble()).toBeNull();
});

test('who asks is told all that its page and its menus show', async () => {
  const rig = await createCopperRig();
  const { body } = await ask(rig, 'GET', '/providers');
  expect((body as { providers: unknown[] }).providers.at(-1)).toMatchObject({
    id: 'copper',
    words: { label: 'Copper', keyPage: 'copper.example/keys' },
    isReady: true,
    key: { variable: 'COPPER_KEY', source: 'environment' },
    settings: { copperRegion: { label: 'Copper region', choices: { north: 'North' } } },
  });
  const tested = await ask(rig, 'POST', '/providers/test', { provider: 'copper' });
  expect(tested.body).toEqual({ ok: true, message: 'Copper answers and accepts the key.' });
  await ask(rig, 'PATCH', '/settings', { provider: 'copper' });
  expect((await ask(rig, 'GET', '/providers')).body).toMatchObject({ current: 'copper' });
});

test('a Blockout without the provider still lists its jobs and keeps its settings', async () => {
  const rig = await createCopperRig();
  await rig.host.settings.update({ providerSettings: { copperUsdPerTake: 0.25 } });
  await rig.run();
  await rig.host.close();
  rig.host = rig.openHost({ providers: undefined });
  const job = onlyJob(rig.host);
  expect(job).toMatchObject({ provider: { id: 'copper', words: { label: 'copper' } }, costUsd: 0.25 });
  await rig.host.settings.update({ theme: 'dark' });
  expect(JSON.parse(await readFile(join(rig.home, 'settings.json'), 'utf8'))).toMatchObject({
    copperUsdPerTake: 0.25,
  });
});
