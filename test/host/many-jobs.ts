import { join } from 'node:path';
import { openLedger } from '../../src/host/jobs/ledger.ts';
import { simulator } from '../../src/host/providers/simulator.ts';
import { createRedactor } from '../../src/host/settings/redact.ts';
import { createQuickClock } from './quick-clock.ts';
import { openTestStore } from './test-store.ts';

/** Fills the ledger of a home with finished jobs of the simulator, one a second; the newest has the seed `count`. */
export async function writeManyJobs(home: string, count: number): Promise<void> {
  const clock = createQuickClock();
  const store = openTestStore(join(home, 'blockout.db'), clock);
  const ledger = openLedger(
    store,
    clock,
    createRedactor(() => []),
    () => simulator,
  );
  const caps = { perRunUsd: null, perDayUsd: null, dayStartMs: 0 };
  const reserved = await ledger.reserve(
    {
      runId: 'run',
      workflowId: 'w',
      workflowName: 'Many',
      nodeId: 'submit',
      places: {},
      endpoint: 'fal-ai/any',
      provider: simulator,
      owner: 0,
      requestKey: 'key',
      seed: 1,
      mark: null,
      input: {},
      asked: null,
      estimateUsd: 0.1,
      megapixels: 1,
      unitPriceUsd: 0.1,
    },
    () => caps,
  );
  if (reserved.kind !== 'reserved') throw new Error('the first job was not taken');
  await ledger.move(reserved.job.id, 'cancelled', { charge: 'free' });
  const { database } = store;
  const columns = (database.prepare('PRAGMA table_info(jobs)').all() as { name: string }[]).map(
    ({ name }) => name,
  );
  const copied = columns.map((name) => {
    if (name === 'id') return "'job-' || n";
    if (name === 'seed') return 'n';
    return name === 'created_at' ? 'created_at + 1000 * n' : name;
  });
  await store.write(() =>
    database.exec(`
      WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})
      INSERT INTO jobs (${columns.join(', ')}) SELECT ${copied.join(', ')} FROM jobs, numbers`),
  );
  store.close();
}
