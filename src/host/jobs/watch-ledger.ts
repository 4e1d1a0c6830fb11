import type { Log } from '../log/log.ts';
import type { Store } from '../store/store.ts';
import type { Job } from './job.ts';
import type { Ledger } from './ledger.ts';

/** Often enough that a job of another host seems to move on by itself; a look costs a read of one page. */
const LOOK_MS = 500;
/** As many as a page shows. */
const WATCHED_COUNT = 500;

export interface LedgerWatch {
  readonly store: Pick<Store, 'database'>;
  readonly ledger: Pick<Ledger, 'get' | 'onChange'>;
  readonly log: Pick<Log, 'warning'>;
  /** Hears of each job that another host on the same home has made or moved on. */
  readonly onJob: (job: Job) => void;
}

/** How a job stood when it was looked at: equal texts, nothing new. */
const lookOf = (state: unknown, updatedAtMs: unknown) => `${state} ${updatedAtMs}`;

/** Tells of jobs that others change in the ledger. Returns the way to stop. */
export function watchLedger({ store: { database }, ledger, log, onJob }: LedgerWatch): () => void {
  // Changes with every commit of another connection, and with none of this one.
  const selectVersion = database.prepare('PRAGMA data_version');
  const selectLooks = database.prepare(
    'SELECT id, state, updated_at FROM jobs ORDER BY created_at DESC, rowid DESC LIMIT ?',
  );
  const looks = () =>
    new Map(
      selectLooks
        .all(WATCHED_COUNT)
        .map(({ id, state, updated_at }) => [String(id), lookOf(state, updated_at)] as const),
    );
  const versionNow = () => Number(selectVersion.get()!.data_version);

  let version = versionNow();
  let known = looks();
  const stopListening = ledger.onChange(({ id, state, updatedAtMs }) => {
    known.set(id, lookOf(state, updatedAtMs));
  });

  function look(): void {
    const latest = versionNow();
    if (latest === version) return;
    version = latest;
    const now = looks();
    const changed = [...now].filter(([id, found]) => known.get(id) !== found).reverse();
    known = now;
    for (const [id] of changed) onJob(ledger.get(id)!);
  }

  let isTold = false;
  const timer = setInterval(() => {
    try {
      look();
      isTold = false;
    } catch (error) {
      // Somebody holds the ledger, or it is damaged: looked at again, told once.
      if (!isTold) log.warning('storage', 'The jobs of other hosts could not be looked at', error);
      isTold = true;
    }
  }, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
    stopListening();
  };
}
