import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { newestWhole } from './backups.ts';
import { copyReadableRows } from './copy-rows.ts';
import { createMemoryDatabase, openDatabase } from './database.ts';
import { ledgerPath, refuseLostLedger, watchInPlace } from './ledger-file.ts';
import { type StorageTrouble, storageTrouble } from './storage-trouble.ts';
import { createStore, type Store } from './store.ts';

/** Trouble with which a program can still be looked at and worked in, while nothing is sent. */
const MAY_READ: ReadonlySet<StorageTrouble['kind']> = new Set(['damaged', 'read-only', 'full', 'unreadable']);

/**
 * Opens the database of a home. Where it is damaged, lost or can't be written, what can be read of it and of its last
 * backup is held in memory, read-only as far as jobs go, and the file itself is left as it is. Throws a `StorageError`
 * where nothing sensible can be had, as from a newer Blockout.
 */
export function openStore(home: string, clock: Clock, log: Pick<Log, 'warning' | 'error'>): Store {
  const path = ledgerPath(home);
  try {
    refuseLostLedger(home);
    const database = openDatabase(path);
    return createStore(database, clock, log, { check: watchInPlace(path) });
  } catch (error) {
    const trouble = storageTrouble(error);
    if (!trouble || !MAY_READ.has(trouble.kind)) throw error;
    log.error('storage', 'The ledger can’t be used; nothing is sent', error);
    const readOnlyFor = trouble.kind === 'damaged' ? withWayOut(trouble, home) : trouble;
    return createStore(readLedger(home, trouble.kind === 'damaged'), clock, log, { readOnlyFor });
  }
}

/** What can be read of a ledger, and of its last backup where it is damaged, in memory. */
export function readLedger(home: string, isDamaged: boolean) {
  const memory = createMemoryDatabase();
  const kept = isDamaged ? newestWhole(home) : null;
  if (kept) copyReadableRows(kept.path, memory);
  copyReadableRows(ledgerPath(home), memory);
  return memory;
}

function withWayOut(trouble: StorageTrouble, home: string): StorageTrouble {
  const kept = newestWhole(home);
  const fix = kept
    ? `Restore the backup of ${new Date(kept.atMs).toLocaleString('en-GB')} with “blockout restore”, or in the editor; the damaged file is kept.`
    : 'There is no backup yet. “blockout restore” saves what can be read of it; the damaged file is kept.';
  return { ...trouble, fix };
}
