import { DatabaseSync } from 'node:sqlite';

/** Primary result code; what comes with it above the lowest eight bits only tells why. */
const SQLITE_BUSY = 5;

/**
 * Locks a file against every other process and every other lock of this one; null while somebody has it. The lock is an
 * exclusive SQLite transaction: the system drops it when the process ends, however it ends, on every platform. Throws
 * where the file can't be made.
 */
export function tryProcessLock(path: string): { release(): void } | null {
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return { release: () => lock.close() };
  } catch (error) {
    lock.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY) return null;
    throw error;
  }
}
