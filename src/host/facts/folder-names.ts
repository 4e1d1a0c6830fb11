import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Grants, type ReadablePath, resolveReadable } from './readable-files.ts';

export type FolderNames =
  | { readonly ok: true; readonly folder: string; readonly names: readonly string[] }
  | (ReadablePath & { readonly ok: false })
  | { readonly ok: false; readonly reason: 'no-directory' };

/**
 * Names of the files in a folder that a workflow may read, in natural order: 9 before 10. Links are listed only where
 * they lead to a file that it may read too.
 */
export async function namesInFolder(name: string, grants: Grants): Promise<FolderNames> {
  const readable = await resolveReadable(name, grants);
  if (!readable.ok) return readable;
  try {
    const entries = await readdir(readable.path, { withFileTypes: true });
    const names: string[] = [];
    for (const entry of entries) {
      const isReadable =
        entry.isFile() ||
        (entry.isSymbolicLink() && (await resolveReadable(join(readable.path, entry.name), grants)).ok);
      if (isReadable) names.push(entry.name);
    }
    const order = new Intl.Collator('en', { numeric: true });
    names.sort((a, b) => order.compare(a, b) || (a < b ? -1 : 1));
    return { ok: true, folder: readable.path, names };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return { ok: false, reason: 'no-directory' };
    if (code === 'ENOENT') return { ok: false, reason: 'missing' };
    if (code === 'EACCES' || code === 'EPERM') return { ok: false, reason: 'no-permission' };
    throw error;
  }
}
