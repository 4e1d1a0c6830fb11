import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { folderForBrowser, writeEntryFile } from '../../../src/cli/browser-door/entry-file.ts';
import { openBrowser } from '../../../src/cli/browser-door/open-browser.ts';

const LINK = 'http://127.0.0.1:4020/enter?token=a-secret-that-works-once';

async function createHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'open-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

/** Puts programs of these names before the system's own, each a shell script. */
async function withPrograms(home: string, programs: Readonly<Record<string, string>>): Promise<void> {
  const folder = join(home, 'bin');
  await mkdir(folder);
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
}

test('the one-time link is in no argument of a process, but in a page that only the user can read', async () => {
  const home = await createHome();
  const seen = join(home, 'arguments');
  const note = `printf '%s ' "$0" "$@" > '${seen}.part' && mv '${seen}.part' '${seen}'`;
  await withPrograms(home, { 'xdg-open': note, open: note });
  const entry = await writeEntryFile(home, 'blockout-4020', LINK);
  expect(await openBrowser(entry.path)).toBe(true);
  await expect.poll(() => existsSync(seen)).toBe(true);
  const told = await readFile(seen, 'utf8');
  expect(told).toContain(entry.path);
  expect(told).not.toMatch(/token|secret/);
  expect((await stat(entry.path)).mode & 0o777).toBe(0o600);
  expect(await readFile(entry.path, 'utf8')).toContain(`content="0;url=${LINK}"`);
  await entry.remove();
  await expect(stat(entry.path)).rejects.toThrow(/ENOENT/);
});

test('a page that others could read before is not written into', async () => {
  const home = await createHome();
  await writeFile(join(home, 'blockout-4020.html'), 'old', { mode: 0o644 });
  const { path } = await writeEntryFile(home, 'blockout-4020', LINK);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('where no program opens pages, that is told', async () => {
  const home = await createHome();
  await mkdir(join(home, 'empty'));
  vi.stubEnv('PATH', join(home, 'empty'));
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await openBrowser(join(home, 'x.html'), 'linux')).toBe(false);
  expect(await folderForBrowser(home, 'linux')).toBe(home);
});

test('a browser from a snap is given the page in the folder that it can read', async () => {
  const home = await createHome();
  vi.stubEnv('HOME', home);
  await withPrograms(home, { 'xdg-settings': 'echo firefox_firefox.desktop' });
  expect(await folderForBrowser('/data', 'linux')).toBe('/data');
  const own = join(home, 'snap/firefox/common');
  await mkdir(own, { recursive: true });
  expect(await folderForBrowser('/data', 'linux')).toBe(own);
  expect(await folderForBrowser('/data', 'darwin')).toBe('/data');
});

test('a browser that is no snap is given the page in the home', async () => {
  const home = await createHome();
  await withPrograms(home, { 'xdg-settings': 'echo firefox-esr.desktop' });
  expect(await folderForBrowser(home, 'linux')).toBe(home);
});
