import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Where a workflow may read: its own folder, and what the user has granted. */
export interface Grants {
  /** Folder of the workflow's file; null for one that was never saved. */
  readonly folder: string | null;
  /** Folders and single files beyond it. */
  readonly granted: readonly string[];
}

export type ReadablePath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: 'missing' | 'no-folder' | 'outside' };

/** The real path of a file that a workflow names, when the workflow may read it. Links count as where they lead. */
export async function resolveReadable(name: string, { folder, granted }: Grants): Promise<ReadablePath> {
  if (folder === null && !isAbsolute(name)) return { ok: false, reason: 'no-folder' };
  const wanted = resolve(folder ?? sep, name);
  const path = await realpath(wanted).catch(() => null);
  const allowed = await Promise.all(
    [folder, ...granted].map((place) => (place === null ? null : realpath(place).catch(() => null))),
  );
  // What lies outside is not even told apart from what does not exist.
  const isAllowed = (candidate: string) =>
    allowed.some((place) => place !== null && isInside(candidate, place));
  if (path === null)
    return { ok: false, reason: isAllowed(wanted) || isPlain(folder, wanted) ? 'missing' : 'outside' };
  return isAllowed(path) ? { ok: true, path } : { ok: false, reason: 'outside' };
}

function isPlain(folder: string | null, wanted: string): boolean {
  return folder !== null && isInside(wanted, resolve(folder));
}

function isInside(path: string, place: string): boolean {
  const way = relative(place, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}
