import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { backUpLedger, backupsOf } from './backups.ts';
import type { Store } from './store.ts';

/** A little less than a day, so that who starts at the same hour each morning has a backup of each. */
const AGE_MS = 20 * 3_600_000;
const PAUSE_MS = 3_600_000;

export interface BackupContext {
  readonly home: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'error'>;
  /** Aborted when the host closes. */
  readonly closed: AbortSignal;
}

/** Backs up the ledger once a day while the host lives. Resolves when it has stopped. Never rejects. */
export async function keepBackups(context: BackupContext): Promise<void> {
  const { home, store, clock, closed } = context;
  if (store.readOnlyFor) return;
  // A file that was taken away is still open here, and nowhere else.
  store.onTrouble(() => {
    if (store.trouble()?.kind === 'moved') void backUp(context);
  });
  while (!closed.aborted) {
    const newest = backupsOf(home)[0];
    const ageMs = newest === undefined ? Number.POSITIVE_INFINITY : Math.abs(clock.now() - newest.atMs);
    if (ageMs > AGE_MS && store.trouble() === null) await backUp(context);
    await clock.sleep(PAUSE_MS, closed);
  }
}

async function backUp({ home, store, clock, log }: BackupContext): Promise<void> {
  try {
    // Nothing to lose yet.
    if (store.database.prepare('SELECT 1 FROM jobs LIMIT 1').get() === undefined) return;
    await backUpLedger(store.database, home, clock.now());
    log.info('storage', 'Backed up the ledger');
  } catch (error) {
    log.error('storage', 'The ledger could not be backed up', error);
  }
}
