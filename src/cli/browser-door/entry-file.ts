import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ASK_MS = 2_000;

/** A page on disk that leads on to a one-time link: its path may be seen by everybody, its content by the user alone. */
export interface EntryFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** Writes the page. A page of the same name, of a start before, is replaced: its link is dead. */
export async function writeEntryFile(folder: string, name: string, link: string): Promise<EntryFile> {
  const path = join(folder, `${name}.html`);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Blockout</title>
<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${link}">
<p><a href="${link}">Open Blockout</a></p></html>`;
  // Written anew instead of over: an old file would keep its permissions.
  await rm(path, { force: true });
  await writeFile(path, html, { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rm(path, { force: true }) };
}

/** A folder of the user's own whose pages the browser can read: one from a Linux snap sees no hidden folder. */
export async function folderForBrowser(
  home: string,
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  if (platform !== 'linux') return home;
  const asked = run('xdg-settings', ['get', 'default-web-browser'], { timeout: ASK_MS });
  const { stdout } = await asked.catch(() => ({ stdout: '' }));
  const snap = /^([a-z0-9-]+)_\S+\.desktop\s*$/.exec(stdout)?.[1];
  const own = snap && join(homedir(), 'snap', snap, 'common');
  return own && existsSync(own) ? own : home;
}
