import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { statusOfRefusal } from '../../src/cli/exit-status.ts';
import { tryProcessLock } from '../../src/host/store/process-lock.ts';
import { openSettings } from './offered-settings.ts';
import { createRig } from './rig.ts';
import { shotDocument } from './shot.ts';

const SETTINGS = resolve(import.meta.dirname, '../../src/host/settings/settings.ts');

async function settingsPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'settings-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'settings.json');
}

const NEW_CAPS = { provider: 'auto', capPerRunUsd: 1, capPerDayUsd: 2 } as const;

/** What may lie in the place of the settings, with what the message says of it. */
const DAMAGES: readonly (readonly [string, (path: string) => Promise<unknown>, RegExp])[] = [
  ['a cut file', (path) => writeFile(path, '{"capPerDayUsd": 0.0'), /cut off or damaged/],
  ['an empty file', (path) => writeFile(path, ''), /it is empty/],
  ['a list', (path) => writeFile(path, '[]'), /something else/],
  ['a folder', (path) => mkdir(path), /a folder lies in its place/],
  ['a cap written as text', (path) => writeFile(path, '{"capPerDayUsd": "5"}'), /cap per day as "5"/],
  ['a cap below nothing', (path) => writeFile(path, '{"capPerRunUsd": -1}'), /cap per run as -1/],
  [
    'a provider that is none',
    (path) => writeFile(path, '{"provider": "simulater"}'),
    /provider as "simulater"/,
  ],
];

test('a host that writes one setting leaves what another host has written since', async () => {
  const path = await settingsPath();
  const [first, second] = [openSettings(path), openSettings(path)];
  await first.update({ capPerDayUsd: 1.5 });
  await second.update({ theme: 'dark' });
  expect(first.get()).toMatchObject({ capPerDayUsd: 1.5, theme: 'dark' });
  expect(openSettings(path).get()).toMatchObject({ capPerDayUsd: 1.5, theme: 'dark' });
});

test('what another host has written is seen at the next look', async () => {
  const path = await settingsPath();
  const [first, second] = [openSettings(path), openSettings(path)];
  await first.update({ capPerRunUsd: 0.25 });
  expect(second.get().capPerRunUsd).toBe(0.25);
  await writeFile(path, '{"capPerRunUsd": 0.1}');
  expect([first.get().capPerRunUsd, second.get().capPerRunUsd]).toEqual([0.1, 0.1]);
});

test('two processes that change the same list at the same time lose nothing of it', async () => {
  const path = await settingsPath();
  const add = `
    const { openSettings } = await import(${JSON.stringify(SETTINGS)});
    const settings = openSettings(${JSON.stringify(path)}, []);
    for (let count = 0; count < 20; count++)
      await settings.update(({ hints }) => ({ hints: [...hints, process.argv[1] + count] }));
  `;
  const run = (name: string) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', add, name]);
  await Promise.all([run('a'), run('b')]);
  const { hints } = openSettings(path).get();
  const expected = ['a', 'b'].flatMap((name) => Array.from({ length: 20 }, (_, count) => name + count));
  expect([...hints].sort()).toEqual(expected.sort());
});

test('a change waits for the lock of another host', async () => {
  const path = await settingsPath();
  const lock = tryProcessLock(`${path}.lock`)!;
  const settings = openSettings(path);
  let isDone = false;
  const changed = settings.update({ theme: 'dark' }).then((change) => {
    isDone = true;
    return change;
  });
  await openSettings(join(path, '..', 'other.json')).update({ theme: 'dark' });
  expect(isDone).toBe(false);
  lock.release();
  expect(await changed).toMatchObject({ ok: true, settings: { theme: 'dark' } });
});

test('fields of a newer version survive a change', async () => {
  const path = await settingsPath();
  await writeFile(path, '{"later": {"deep": true}, "theme": "sepia"}');
  await openSettings(path).update({ capPerRunUsd: 3 });
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    ...{ later: { deep: true }, theme: 'sepia', capPerRunUsd: 3, capPerDayUsd: 50 },
  });
});

test.each(DAMAGES)(
  '%s in place of the settings stops spending and is left as it is',
  async (_, damage, words) => {
    const path = await settingsPath();
    await damage(path);
    const settings = openSettings(path);
    expect(settings.trouble()).toMatchObject({ severity: 'error', code: 'over-cap' });
    expect(settings.trouble()!.message).toMatch(words);
    expect(settings.trouble()!.message).toContain(path);
    // Nothing that happens by itself, like a panel that is moved, makes the defaults hold.
    await settings.update({ panels: { left: 300 } });
    expect(settings.trouble()!.message).toMatch(words);
    expect(openSettings(path).trouble()!.message).toMatch(words);
  },
);

test.each(DAMAGES)('%s in place of the settings is over once they are set anew', async (_, damage) => {
  const path = await settingsPath();
  await damage(path);
  const settings = openSettings(path);
  expect(await settings.update(NEW_CAPS)).toMatchObject({ ok: true, settings: NEW_CAPS });
  expect(settings.trouble()).toBeNull();
  expect(openSettings(path).get()).toMatchObject(NEW_CAPS);
});

test('a file that can’t be read is put aside, never over another one', async () => {
  const path = await settingsPath();
  await writeFile(`${path}.broken`, 'from before');
  await writeFile(path, '{"cap');
  await openSettings(path).update(NEW_CAPS);
  expect(await readFile(`${path}.broken`, 'utf8')).toBe('from before');
  expect(await readFile(`${path}.broken-2`, 'utf8')).toBe('{"cap');
});

test('settings that are damaged while a host runs keep what it knew and stop spending', async () => {
  const path = await settingsPath();
  const settings = openSettings(path);
  await settings.update({ capPerDayUsd: 0.5 });
  await writeFile(path, '{"cap');
  expect(settings.trouble()).not.toBeNull();
  expect(settings.get().capPerDayUsd).toBe(0.5);
  await rm(path);
  expect([settings.trouble(), settings.get().capPerDayUsd]).toEqual([null, 0.5]);
});

test('a cap that is damaged and then gone is still the one that was set', async () => {
  const path = await settingsPath();
  const settings = openSettings(path);
  await settings.update({ capPerDayUsd: 0.5 });
  await writeFile(path, '{"capPerDayUsd": "0.5"}');
  expect([settings.trouble() === null, settings.get().capPerDayUsd]).toEqual([false, 0.5]);
  await rm(path);
  expect([settings.trouble(), settings.get().capPerDayUsd]).toEqual([null, 0.5]);
});

test('settings that can’t be written answer with the reason and the way out', async () => {
  const path = await settingsPath();
  await writeFile(join(path, '..', 'file'), '');
  const answer = await openSettings(join(path, '..', 'file', 'settings.json')).update({ theme: 'dark' });
  expect(answer).toMatchObject({ ok: false, problem: { message: expect.stringMatching(/not changed/) } });
});

test('caps that another host has lowered hold from the next submit on', async () => {
  const rig = await createRig();
  const other = rig.openHost();
  const plan = await rig.plan();
  await other.settings.update({ capPerRunUsd: 0.001 });
  const { status, problems } = await rig.host.run(plan);
  expect(status).toBe('failed');
  expect(problems[0]!.message).toMatch(/cap of \$0\.001 per run/);
  expect(rig.submits()).toEqual([]);
});

test('caps that fall while a run is going on hold at its next submit', async () => {
  const rig = await createRig();
  const { status, problems } = await rig.run({
    onEvent({ kind, nodeId }) {
      if (kind === 'node-started' && nodeId === 'submit')
        writeFileSync(join(rig.home, 'settings.json'), '{"capPerRunUsd": 0.001}');
    },
  });
  expect(status).toBe('failed');
  expect(problems[0]).toMatchObject({ nodeId: 'submit', code: 'over-cap' });
  expect(problems[0]!.message).toMatch(/cap of \$0\.001 per run/);
  expect(rig.submits()).toEqual([]);
});

test('with settings that can’t be read no door spends, and the simulator still works', async () => {
  const rig = await createRig();
  const before = await rig.plan();
  await writeFile(join(rig.home, 'settings.json'), '{"capPerRunUsd": 0.0');
  const plan = await rig.plan();
  expect(plan.isRunnable).toBe(false);
  expect(plan.problems).toMatchObject([{ message: expect.stringMatching(/settings can’t be read/) }]);
  expect(statusOfRefusal(plan.problems)).toBe(3);
  // A plan that was made while they could be read starts nothing either.
  expect(await rig.host.run(before)).toMatchObject({ status: 'failed', problems: [{ code: 'over-cap' }] });
  const answer = await rig.host.fetch(
    new Request('http://host/api/plan', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ document: shotDocument(), path: null }),
    }),
  );
  expect(answer.status).toBe(200);
  expect(rig.calls).toEqual([]);
  expect(await rig.plan({ provider: 'simulator' })).toMatchObject({ isRunnable: true, problems: [] });
});

test('a client is told that spending has stopped, and sets it going again', async () => {
  const rig = await createRig();
  await writeFile(join(rig.home, 'settings.json'), '{"capPerDayUsd": "5"}');
  const ask = async (path: string, patch?: object) => {
    const init = {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(patch),
    };
    const answer = await rig.host.fetch(new Request(`http://host/api${path}`, patch && init));
    return (await answer.json()) as object;
  };
  const trouble = { message: expect.stringMatching(/cap per day as "5"/) };
  expect(await ask('/settings')).toMatchObject({ trouble });
  expect(await ask('/spending')).toMatchObject({ trouble });
  expect(await ask('/settings', { theme: 'dark' })).toMatchObject({ trouble });
  expect(await ask('/settings', { capPerDayUsd: 5 })).toMatchObject({ trouble: null });
  await writeFile(join(rig.home, 'settings.json'), '{');
  expect(await ask('/settings', { theme: 'light' })).toMatchObject({
    problem: { message: expect.stringMatching(/can’t be read/) },
  });
  expect(await ask('/settings', NEW_CAPS)).toMatchObject({ settings: NEW_CAPS, trouble: null });
  expect((await readdir(rig.home)).filter((name) => name.includes('broken'))).toEqual([
    'settings.json.broken',
  ]);
});
