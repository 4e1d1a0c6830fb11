import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './built-parts.ts';

/** The program has about 110 MB; a network that needs longer is as good as none. */
const FETCH_TIMEOUT_MS = 180_000;

export type ElectronProgram =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string };

/** Where Electron's program lies, or null where it was never fetched. */
export function findElectron(folder: string = join(ROOT, 'node_modules/electron')): string | null {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const path = join(override ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

/** Finds Electron's program, or fetches it with the package's own installer. */
export function obtainElectron(): ElectronProgram {
  const present = findElectron();
  if (present) return { ok: true, path: present };
  const installer = join(ROOT, 'node_modules/electron/install.js');
  if (!existsSync(installer)) return { ok: false, reason: 'the package “electron” is not installed' };
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) {
    return { ok: false, reason: 'ELECTRON_SKIP_BINARY_DOWNLOAD is set' };
  }
  console.log('Fetching Electron’s program (once, about 110 MB) …');
  const run = spawnSync(process.execPath, [installer], { timeout: FETCH_TIMEOUT_MS, encoding: 'utf8' });
  const path = findElectron();
  if (path) return { ok: true, path };
  const said = run.stderr?.split('\n').find((line) => /\S/.test(line));
  return { ok: false, reason: run.error?.message ?? said ?? `its installer ended with ${run.status}` };
}
