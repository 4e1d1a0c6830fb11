import { chmod, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** No user's files belong to it. */
const NOBODY = 65_534;

/**
 * Does work while a folder and all in it are read-only for this user. An administrator may write everywhere, so it is
 * done as a user who is nobody.
 */
export async function whileReadOnly<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await chmod(dirname(folder), 0o755);
  await setModes(folder, 0o555, 0o444);
  const isAdministrator = process.geteuid?.() === 0;
  try {
    if (isAdministrator) process.seteuid!(NOBODY);
    return await work();
  } finally {
    if (isAdministrator) process.seteuid!(0);
    await setModes(folder, 0o700, 0o600);
  }
}

async function setModes(folder: string, folderMode: number, fileMode: number): Promise<void> {
  // Before what is in it when it is opened, after that when it is closed.
  if (folderMode & 0o200) await chmod(folder, folderMode);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await setModes(path, folderMode, fileMode);
    else await chmod(path, fileMode);
  }
  await chmod(folder, folderMode);
}
