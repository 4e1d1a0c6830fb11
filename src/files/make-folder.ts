import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it that are missing. Rejects as `fs` does. Node's own recursive mkdir never comes back
 * from file systems in which nothing can be made, such as /proc, and takes one of its threads with it.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const missing: string[] = [];
  for (let at = resolve(path); !(await stat(at).then(isFolder, isMissing)); at = dirname(at))
    missing.push(at);
  for (const folder of missing.reverse()) await mkdir(folder, { mode }).catch(unlessThere);
}

/** The same before the program has anything else to do. */
export function makeFolderSync(path: string, mode = 0o777): void {
  const missing: string[] = [];
  for (let at = resolve(path); !isThere(at); at = dirname(at)) missing.push(at);
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder, { mode });
    } catch (error) {
      unlessThere(error as NodeJS.ErrnoException);
    }
  }
}

function isThere(path: string): boolean {
  try {
    return isFolder(statSync(path));
  } catch (error) {
    return isMissing(error as NodeJS.ErrnoException);
  }
}

function isFolder(found: { isDirectory(): boolean }): true {
  if (!found.isDirectory()) throw Object.assign(new Error('a file stands in the way'), { code: 'ENOTDIR' });
  return true;
}

function isMissing(error: NodeJS.ErrnoException): false {
  if (error.code !== 'ENOENT') throw error;
  return false;
}

/** Somebody else may have made it in the meantime. */
function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
