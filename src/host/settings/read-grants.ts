import { realpathSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { ClosedPath, Problem } from '../../engine/problem.ts';
import { isInside } from '../facts/readable-files.ts';
import type { SettingsChange, SettingsStore } from './settings.ts';

/** A folder or file that every workflow may read, as it is found on disk now. */
export interface Granted {
  readonly path: string;
  readonly kind: 'folder' | 'file' | 'missing';
}

/** What the user lets workflows read beside their own folders; kept in the settings. */
export interface ReadGrants {
  list(): Promise<Granted[]>;
  /** What can be offered about a file or folder that is closed. */
  closed(path: string, kind: 'file' | 'folder'): ClosedPath;
  /** Allows what a client was asked to allow: one existing folder or file, and nothing that is far too much. */
  allow(path: string): Promise<SettingsChange>;
  /** Allows what the user chose by hand, whatever it is. */
  add(path: string): Promise<SettingsChange>;
  remove(path: string): Promise<SettingsChange>;
}

/** As many as the settings take. */
const MOST = 1000;

/** `dataFolder` is Blockout's own, which has to be there. */
export function openReadGrants(
  settings: SettingsStore,
  dataFolder: string,
  userFolder: string = homedir(),
): ReadGrants {
  const own = realpathSync(dataFolder);
  const takes = ['output', 'workflows'].map((name) => join(own, name));

  /** Why a real path is not given away by a single click, or null. */
  function tooMuch(path: string): string | null {
    if (isInside(path, own) && !takes.some((place) => isInside(path, place)))
      return 'Blockout keeps its own files there, keys among them.';
    const isAll = isInside(userFolder, path) || isInside(own, path);
    return isAll ? 'That is far more than the files of a shot.' : null;
  }

  function offerFor(path: string, kind: 'file' | 'folder'): string | null {
    const folder = kind === 'folder' ? path : dirname(path);
    if (tooMuch(folder) === null) return folder;
    return kind === 'file' && tooMuch(path) === null ? path : null;
  }

  function add(path: string): Promise<SettingsChange> {
    return settings.update(({ grantedFolders }) => ({
      grantedFolders: grantedFolders.includes(path) ? grantedFolders : [...grantedFolders, path],
    }));
  }

  return {
    list: () =>
      Promise.all(
        settings.get().grantedFolders.map(async (path): Promise<Granted> => {
          const found = await stat(path).catch(() => null);
          return { path, kind: found === null ? 'missing' : found.isDirectory() ? 'folder' : 'file' };
        }),
      ),
    closed: (path, kind) => ({ path, offer: offerFor(path, kind) }),
    async allow(path) {
      const real = isAbsolute(path) ? await realpath(path).catch(() => null) : null;
      if (real === null) return refused(`“${path}” is not there.`, 'Check the path.');
      const reason = tooMuch(real);
      if (reason !== null)
        return refused(
          `“${path}” is not allowed to be read. ${reason}`,
          'Allow a folder with the files alone.',
        );
      if (settings.get().grantedFolders.length >= MOST)
        return refused(`${MOST} folders and files are allowed already.`, 'Revoke some in the settings.');
      return add(real);
    },
    add,
    remove: (path) =>
      settings.update(({ grantedFolders }) => ({
        grantedFolders: grantedFolders.filter((granted) => granted !== path),
      })),
  };
}

function refused(message: string, fix: string): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { severity: 'error', code: 'closed-media', message, fix } };
}
