import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Where a workflow may read: its own folder, and what the user has granted. */
export interface Grants {
  /** Folder of the workflow's file; null for one that was never saved. */
  readonly folder: string | null;
  /** Folders and single files beyond it. */
  readonly granted: readonly string[];
}

/** Why a file that a workflow names is not read. */
export type UnreadableReason = 'missing' | 'no-folder' | 'no-permission' | 'outside';

export type ReadablePath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: Exclude<UnreadableReason, 'outside'> }
  /** It lies at `path`, and nobody has allowed that yet. */
  | { readonly ok: false; readonly reason: 'outside'; readonly path: string };

/** The real path of a file that a workflow names, when the workflow may read it. Links count as where they lead. */
export async function resolveReadable(name: string, { folder, granted }: Grants): Promise<ReadablePath> {
  if (folder === null && !isAbsolute(name)) return { ok: false, reason: 'no-folder' };
  try {
    const path = await realpath(resolve(folder ?? sep, name));
    const places = await Promise.all(
      [folder, ...granted].map((place) => (place === null ? null : realpath(place).catch(() => null))),
    );
    const isAllowed = places.some((place) => place !== null && isInside(path, place));
    return isAllowed ? { ok: true, path } : { ok: false, reason: 'outside', path };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const isClosed = code === 'EACCES' || code === 'EPERM';
    return { ok: false, reason: isClosed ? 'no-permission' : 'missing' };
  }
}

/** Whether a path is this place or lies below it; both as they are, without following links. */
export function isInside(path: string, place: string): boolean {
  const way = relative(place, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}
