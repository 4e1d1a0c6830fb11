import { readdirSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../../files/make-folder.ts';
import { partialPath } from '../../files/partial-path.ts';
import { checkDatabase } from './database.ts';

export interface LedgerBackup {
  readonly path: string;
  readonly atMs: number;
}

const KEPT_COUNT = 7;
const BACKUP = /^ledger-\d{4}-\d\d-\d\d\.db$/;

const folderOf = (home: string) => join(home, 'backups');

/** The backups of a home, the newest first. */
export function backupsOf(home: string): LedgerBackup[] {
  const folder = folderOf(home);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => BACKUP.test(name))
    .sort()
    .reverse()
    .map((name) => ({ path: join(folder, name), atMs: statSync(join(folder, name)).mtimeMs }));
}

/** The newest backup that is whole, with the number of its jobs. */
export function newestWhole(home: string): (LedgerBackup & { readonly jobCount: number }) | null {
  for (const found of backupsOf(home)) {
    const jobCount = countJobs(found.path);
    if (jobCount !== null) return { ...found, jobCount };
  }
  return null;
}

function countJobs(path: string): number | null {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      checkDatabase(database);
      return Number(database.prepare('SELECT count(*) AS count FROM jobs').get()!.count);
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

/**
 * Copies the ledger beside itself, as the backup of this day, and drops the oldest of a week's. Rejects where the ledger
 * is damaged, and leaves the earlier backups as they are: they may be all that is left.
 */
export async function backUpLedger(database: DatabaseSync, home: string, nowMs: number): Promise<void> {
  const folder = folderOf(home);
  await makeFolder(folder, 0o700);
  const partial = partialPath(join(folder, 'ledger.db'));
  try {
    await backup(database, partial);
    const copy = new DatabaseSync(partial);
    try {
      checkDatabase(copy);
      // A backup is one file: nothing of it may lie in a log beside it.
      copy.exec('PRAGMA journal_mode = DELETE');
    } finally {
      copy.close();
    }
    const file = await open(partial, 'r+');
    await file.sync().finally(() => file.close());
    await rename(partial, join(folder, `ledger-${dayOf(nowMs)}.db`));
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) await rm(`${partial}${ending}`, { force: true });
  }
  for (const { path } of backupsOf(home).slice(KEPT_COUNT)) await rm(path, { force: true });
}

/** The local day, such as 2026-01-31. */
function dayOf(timeMs: number): string {
  const date = new Date(timeMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
