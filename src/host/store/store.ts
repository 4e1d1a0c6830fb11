import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { inTransaction } from './database.ts';
import { patiently } from './patiently.ts';
import { StorageError, type StorageTrouble, storageTrouble } from './storage-trouble.ts';

/** The host's database as its stores use it; other hosts on the same home may have it open as well. */
export interface Store {
  /** For reading, and for preparing what `write` and `remember` do. */
  readonly database: DatabaseSync;
  /** Why nothing is written for good, where this is a copy in memory; what is written then ends with the program. */
  readonly readOnlyFor: StorageTrouble | null;
  /** What stands in the way of writing now: the last write failed by it. */
  trouble(): StorageTrouble | null;
  onTrouble(listener: () => void): void;
  /**
   * Does `work` in one durable step, at once where no other process is writing. Rejects with what disk or database said
   * where it can't be written. `work` must not wait.
   */
  write<T>(work: () => T): Promise<T>;
  /** The same, and refused where it would not be kept for good: for everything about money. */
  writeForGood<T>(work: () => T): Promise<T>;
  /** Does `work` at once, or soon where another process is writing; throws what else disk or database say. */
  writeSoon(what: string, work: () => void): void;
  /** Writes what is merely worth remembering. Trouble with that is logged and stops nobody. */
  remember(what: string, work: () => void): void;
  close(): void;
}

export interface StoreOptions {
  /** Throws where the file is no longer where it was opened. */
  readonly check?: () => void;
  readonly readOnlyFor?: StorageTrouble;
}

export function createStore(
  database: DatabaseSync,
  clock: Clock,
  log: Pick<Log, 'warning'>,
  { check = () => {}, readOnlyFor }: StoreOptions = {},
): Store {
  const listeners = new Set<() => void>();
  let trouble: StorageTrouble | null = readOnlyFor ?? null;

  function note(found: StorageTrouble | null): void {
    const now = found ?? readOnlyFor ?? null;
    if (now?.kind === trouble?.kind) return;
    trouble = now;
    for (const listener of listeners) listener();
  }

  /** A write that fails by itself, as by a broken rule, says nothing of the disk. */
  function writeOnce<T>(work: () => T): T {
    try {
      check();
      const result = inTransaction(database, work);
      note(null);
      return result;
    } catch (error) {
      const found = storageTrouble(error);
      if (found && found.kind !== 'busy') note(found);
      throw error;
    }
  }

  const write = <T>(work: () => T) => patiently(clock, () => writeOnce(work));
  const giveUp = (what: string, error: unknown) => {
    // A host that has closed meanwhile has nothing left to remember.
    if (database.isOpen) log.warning('storage', `Could not remember ${what}`, error);
  };
  function writeSoon(what: string, work: () => void): void {
    try {
      writeOnce(work);
    } catch (error) {
      if (storageTrouble(error)?.kind !== 'busy') throw error;
      write(work).catch((later: unknown) => giveUp(what, later));
    }
  }

  return {
    database,
    readOnlyFor: readOnlyFor ?? null,
    trouble: () => trouble,
    onTrouble: (listener) => void listeners.add(listener),
    write,
    async writeForGood(work) {
      if (readOnlyFor) throw new StorageError(readOnlyFor);
      return write(work);
    },
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
