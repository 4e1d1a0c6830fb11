import type { Clock } from '../clock.ts';
import { StorageError, storageTrouble, troubleOf } from './storage-trouble.ts';

/** How long another process may hold the database before a write is given up. */
const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Writes to the database, at once where nobody else is writing; else again and again without ever stopping the host's
 * loop for longer than the database's own short wait. Rejects with a `StorageError` when it stays busy.
 */
export async function patiently<T>(clock: Clock, write: () => T): Promise<T> {
  let waitedMs = 0;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)) {
    try {
      return write();
    } catch (error) {
      if (storageTrouble(error)?.kind !== 'busy') throw error;
      if (waitedMs >= PATIENCE_MS) throw new StorageError(troubleOf('busy'), { cause: error });
    }
    await clock.sleep(pauseMs);
    waitedMs += pauseMs;
  }
}
