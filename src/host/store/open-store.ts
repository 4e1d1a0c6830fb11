import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { newestWhole } from './backups.ts';
import { copyReadableRows } from './copy-rows.ts';
import { createMemoryDatabase, openDatabase } from './database.ts';
import { ledgerPath, refuseLostLedger, watchInPlace } from './ledger-file.ts';
import { StorageError, type StorageTrouble, troubleAt } from './storage-trouble.ts';
import { createStore, type Store } from './store.ts';

/** Trouble with which a program can still be looked at and worked in, while nothing is sent. */
const MAY_READ: ReadonlySet<StorageTrouble['kind']> = new Set(['damaged', 'read-only', 'full', 'unreadable']);

/**
 * Opens the database of a home. Where it is damaged, lost or can't be written, what can be read of it and of its last
 * backup is held in memory, read-only as far as jobs go, and the file itself is left as it is. Throws a `StorageError`
 * where nothing sensible can be had, as from a newer Blockout. `instanceTrouble` is why this host has no place on the
 * home: without one it must not write either.
 */
export function openStore(
  home: string,
  clock: Clock,
  log: Pick<Log, 'warning' | 'error'>,
  instanceTrouble: StorageTrouble | null = null,
): Store {
  const path = ledgerPath(home);
  try {
    if (instanceTrouble) throw new StorageError(instanceTrouble);
    refuseLostLedger(home);
    const database = openDatabase(path);
    return createStore(database, clock, log, { check: watchInPlace(path) });
  } catch (error) {
    const trouble = troubleAt(home, error);
    if (!trouble || !MAY_READ.has(trouble.kind)) throw error;
    log.error('storage', 'The ledger can’t be used; nothing is sent', error);
    const readOnlyFor = trouble.kind === 'damaged' ? withWayOut(trouble, home) : afterwards(trouble);
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

/** What was read into memory stays there: the way out ends with another start. */
function afterwards(trouble: StorageTrouble): StorageTrouble {
  const fixes: Partial<Record<StorageTrouble['kind'], string>> = {
    full: 'Make room on that disk, then start Blockout again.',
    'read-only': 'Allow writing there, or set BLOCKOUT_HOME to another folder, then start Blockout again.',
    unreadable: 'Check the disk or its connection, then start Blockout again.',
  };
  return { ...trouble, fix: fixes[trouble.kind] ?? trouble.fix };
}

function withWayOut(trouble: StorageTrouble, home: string): StorageTrouble {
  const kept = newestWhole(home);
  const fix = kept
    ? `Restore the backup of ${new Date(kept.atMs).toLocaleString('en-GB')} with “blockout restore”, or in the editor; the damaged file is kept.`
    : 'There is no backup yet. “blockout restore” saves what can be read of it; the damaged file is kept.';
  return { ...trouble, fix };
}
