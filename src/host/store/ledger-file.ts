import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { backupsOf } from './backups.ts';
import { StorageError, troubleOf } from './storage-trouble.ts';

/** Where the ledger and everything beside it lies. */
export function ledgerPath(home: string): string {
  return join(home, 'blockout.db');
}

/**
 * Throws where the ledger is empty or not there although this home has seen work: SQLite would begin a new one without a
 * word, and everything that was paid for would be bought again.
 */
export function refuseLostLedger(home: string): void {
  const size = statSync(ledgerPath(home), { throwIfNoEntry: false })?.size ?? null;
  if ((size === null || size === 0) && hasSeenWork(home)) throw new StorageError(lost(size === null));
}

function lost(isGone: boolean) {
  const { kind } = troubleOf('damaged');
  const how = isGone ? 'is gone from the data folder' : 'is empty (0 bytes)';
  return {
    kind,
    message: `Blockout’s ledger ${how}, although jobs were kept there, so nothing can be sent.`,
    fix: 'Put blockout.db back, or restore the last backup (“blockout restore”).',
  };
}

function hasSeenWork(home: string): boolean {
  if (backupsOf(home).length > 0) return true;
  try {
    return readdirSync(join(home, 'assets')).length > 0;
  } catch {
    return false;
  }
}

/**
 * Notices when the file of an open database is no longer the one at its path: SQLite would go on writing to a file that
 * nobody will ever read. Returns the check, which throws.
 */
export function watchInPlace(path: string): () => void {
  const opened = statSync(path);
  let knownBytes = opened.size;
  return () => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.ino !== opened.ino || found.dev !== opened.dev) throw new StorageError(troubleOf('moved'));
    // Nothing here ever makes it shorter.
    if (found.size < knownBytes) throw new StorageError(troubleOf('damaged'));
    knownBytes = found.size;
  };
}
