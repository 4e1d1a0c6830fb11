import { renameSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { partialPath } from './partial-path.ts';

interface Writing {
  /** Holds for a new file and replaces that of an old one. */
  readonly mode?: number;
  /** Lies in the same folder and has a name by `partialPath`. */
  readonly partial?: string;
  /** Whether the content also outlives a machine that loses its power; else a killed process alone. */
  readonly isSynced?: boolean;
}

/** Writes a whole file so that a reader or a crash sees either the old or the new content. */
export async function writeAtomic(
  path: string,
  content: string | Uint8Array,
  { mode = 0o644, partial = partialPath(path), isSynced = true }: Writing = {},
): Promise<void> {
  await makeFolder(dirname(path));
  try {
    const file = await open(partial, 'wx', mode);
    try {
      await file.writeFile(content);
      if (isSynced) await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** The same at once, for small files in a folder that is there. */
export function writeAtomicSync(path: string, content: string, mode = 0o644): void {
  const partial = partialPath(path);
  writeFileSync(partial, content, { mode });
  renameSync(partial, path);
}
