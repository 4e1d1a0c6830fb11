import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { resolveReadable } from '../facts/readable-files.ts';
import type { Host } from '../host.ts';

/**
 * Whether a client may name this workflow file: in the library, or in a folder the user has granted. A client shows
 * workflows from anywhere and could be talked into naming any path.
 */
export async function isAllowedPath(host: Host, path: string): Promise<boolean> {
  if (!isAbsolute(path)) return false;
  const granted = [host.workflows.libraryFolder, ...host.settings.get().grantedFolders];
  const isThere = (await realpath(path).catch(() => null)) !== null;
  const readable = await resolveReadable(isThere ? path : dirname(path), { folder: null, granted });
  return readable.ok;
}

/**
 * The folder in which a workflow of a client may read; null where it has none that is allowed. A single file that was
 * granted opens nothing beside it.
 */
export async function allowedFolder(host: Host, path: string | null | undefined): Promise<string | null> {
  return path && (await isAllowedPath(host, dirname(path))) ? dirname(path) : null;
}
