import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { inTransaction } from './database.ts';
import { patiently } from './patiently.ts';
import { storageTrouble } from './storage-trouble.ts';

/** The host's database as its stores use it; other hosts on the same home may have it open as well. */
export interface Store {
  /** For reading, and for preparing what `write` and `remember` do. */
  readonly database: DatabaseSync;
  /**
   * Does `work` in one durable step, at once where no other process is writing. Rejects with what disk or database said
   * where it can't be written. `work` must not wait.
   */
  write<T>(work: () => T): Promise<T>;
  /** Does `work` at once, or soon where another process is writing; throws what else disk or database say. */
  writeSoon(what: string, work: () => void): void;
  /** Writes what is merely worth remembering. Trouble with that is logged and stops nobody. */
  remember(what: string, work: () => void): void;
  close(): void;
}

export function createStore(database: DatabaseSync, clock: Clock, log: Pick<Log, 'warning'>): Store {
  const write = <T>(work: () => T) => patiently(clock, () => inTransaction(database, work));
  const giveUp = (what: string, error: unknown) => {
    // A host that has closed meanwhile has nothing left to remember.
    if (database.isOpen) log.warning('storage', `Could not remember ${what}`, error);
  };
  function writeSoon(what: string, work: () => void): void {
    try {
      inTransaction(database, work);
    } catch (error) {
      if (storageTrouble(error)?.kind !== 'busy') throw error;
      write(work).catch((later: unknown) => giveUp(what, later));
    }
  }

  return {
    database,
    write,
    writeSoon,
    remember(what, work) {
      try {
        writeSoon(what, work);
      } catch (error) {
        giveUp(what, error);
      }
    },
    close: () => database.close(),
  };
}
