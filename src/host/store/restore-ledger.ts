import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { partialPath } from '../../files/partial-path.ts';
import { isSlotHeld, slotsOf } from '../unfinished/living-writers.ts';
import { newestWhole } from './backups.ts';
import { copyReadableRows } from './copy-rows.ts';
import { createMemoryDatabase } from './database.ts';
import { ledgerPath } from './ledger-file.ts';
import { StorageError, type StorageTrouble } from './storage-trouble.ts';

export interface Restored {
  readonly jobCount: number;
  /** The backup that was used; null where there was none and only the damaged file could be read. */
  readonly backup: { readonly atMs: number; readonly jobCount: number } | null;
  /** Where the ledger that could not be used lies now; null where there was none. */
  readonly keptAs: string | null;
}

/**
 * Makes a ledger out of the last backup and whatever can be read of the present file, which is kept under another name.
 * Rejects with a `StorageError` where another Blockout has the home open, or where there is nothing to restore and an
 * empty one was not asked for. `slots` are the places of this process on the home.
 */
export async function restoreLedger(
  home: string,
  nowMs: number,
  {
    mayBeEmpty = false,
    holds = () => false,
  }: { mayBeEmpty?: boolean; holds?: (slot: number) => boolean } = {},
): Promise<Restored> {
  if (isOpenElsewhere(home, holds)) throw new StorageError(OPEN_ELSEWHERE);
  const path = ledgerPath(home);
  const memory = createMemoryDatabase();
  const kept = newestWhole(home);
  const partial = partialPath(path);
  try {
    if (kept) copyReadableRows(kept.path, memory);
    copyReadableRows(path, memory);
    const jobCount = Number(memory.prepare('SELECT count(*) AS count FROM jobs').get()!.count);
    if (jobCount === 0 && !mayBeEmpty) throw new StorageError(NOTHING_LEFT);
    memory.prepare('VACUUM INTO ?').run(partial);
    const file = await open(partial, 'r+');
    await file.sync().finally(() => file.close());
    const keptAs = await putAside(path, nowMs);
    await rename(partial, path);
    return { jobCount, backup: kept && { atMs: kept.atMs, jobCount: kept.jobCount }, keptAs };
  } finally {
    memory.close();
    await rm(partial, { force: true });
  }
}

/** The file with what belongs to it: a log left in its place would be taken for one of the new file. */
async function putAside(path: string, nowMs: number): Promise<string | null> {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  const keptAs = existsSync(path) ? `${path}.damaged-${stamp}` : null;
  for (const ending of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(`${path}${ending}`)) await rename(`${path}${ending}`, `${path}.damaged-${stamp}${ending}`);
  }
  return keptAs;
}

function isOpenElsewhere(home: string, holds: (slot: number) => boolean): boolean {
  return slotsOf(home).some((slot) => !holds(slot) && isSlotHeld(home, slot));
}

const OPEN_ELSEWHERE: StorageTrouble = {
  kind: 'busy',
  message: 'Another Blockout has this data folder open, so its ledger was left as it is.',
  fix: 'Close the other one, then restore again.',
};
const NOTHING_LEFT: StorageTrouble = {
  kind: 'damaged',
  message: 'There is no whole backup, and no job can be read from the ledger.',
  fix: 'Put blockout.db back from a copy of your own, or begin a new, empty ledger with “blockout restore --empty”.',
};
