import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { withProvider } from './bench.ts';
import { shotGraph } from './graphs.ts';

const bench = withProvider();
const PROBLEM = JSON.stringify({
  severity: 'error',
  code: 'provider',
  message: 'The line broke while the job was sent.',
  fix: 'Look at fal.ai/dashboard/requests.',
});

/** One paid job, which the tests bring into the states that trouble leaves behind. */
async function havePaidJob(): Promise<void> {
  const { editor, page } = bench();
  const { total } = (await (await page.request.get('/api/jobs')).json()) as { total: number };
  if (total > 0) return;
  await editor.dropFiles([join(ROOT, 'test/media/fixtures/harbor-25f.mp4')], await editor.spot(0.5, 0.9));
  await editor.card('Video input').waitFor();
  const { assets } = (await (await page.request.get('/api/assets')).json()) as { assets: { hash: string }[] };
  await editor.open(shotGraph(assets[0]!.hash, 'rows'));
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job/);
  await editor.run();
  await editor.command('History');
}

/** Changes the ledger behind the host's back, and shows it anew. */
async function alterLedger(sql: string): Promise<void> {
  const { editor, home, page } = bench();
  const database = new DatabaseSync(join(home, 'blockout.db'));
  database.exec(sql);
  database.close();
  await page.reload();
  await editor.isReady();
}

const row = () => bench().page.getByRole('complementary', { name: 'History' }).getByRole('article').first();

test('a lost job counts as in doubt in the top bar, until a request that reads the same is taken for it', async () => {
  const { page } = bench();
  await havePaidJob();
  await alterLedger(
    `UPDATE jobs SET state = 'unknown', charge = 'unknown', alike_request_id = request_id, request_id = NULL,
     billed_usd = NULL, result = NULL, asset = NULL, problem = '${PROBLEM}'`,
  );
  const spent = page.getByRole('button', { name: /^spent today / });
  await expect.poll(() => spent.textContent()).toMatch(/^spent today \$0\.00 \+ \$0\.\d+ in doubt$/);
  await row().getByText('unknown: was it sent?').waitFor();
  await row().getByText('The line broke while the job was sent.').waitFor();
  await row().getByRole('button', { name: 'It is this one' }).click();
  await row().getByRole('button', { name: 'Watch' }).waitFor();
  await expect.poll(() => spent.textContent()).toMatch(/^spent today \$0\.\d*[1-9]$/);
});

test('a stuck job is closed by its button, and nothing more is expected of it', async () => {
  await havePaidJob();
  await alterLedger(
    `UPDATE jobs SET state = 'fetching', finished_at = NULL, asset = NULL, problem = '${PROBLEM}'`,
  );
  await row().getByRole('button', { name: 'Try again' }).waitFor();
  await row().getByRole('button', { name: 'Close' }).click();
  await row().getByRole('button', { name: 'Look again' }).waitFor();
  await expect.poll(() => row().getAttribute('aria-label')).toMatch(/: closed by hand$/);
});

test('more jobs than are read at once are told, and the older ones are loaded', async () => {
  const { page, complaints } = bench();
  await havePaidJob();
  const history = page.getByRole('complementary', { name: 'History' });
  const database = new DatabaseSync(join(bench().home, 'blockout.db'));
  const columns = database.prepare('PRAGMA table_info(jobs)').all() as { name: string }[];
  database.close();
  const copied = columns.map(({ name }) => {
    if (name === 'id') return "'older-' || n";
    if (name === 'created_at') return 'created_at - 1000 * n';
    return name === 'seed' ? '1000 + n' : name === 'request_id' ? 'NULL' : name;
  });
  await alterLedger(
    `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 519)
     INSERT INTO jobs (${columns.map(({ name }) => name).join(', ')}) SELECT ${copied.join(', ')} FROM jobs, numbers`,
  );
  await history.getByLabel('Search history').fill('1519');
  await history.getByText('No job matches “1519”.').waitFor();
  await history.getByText('These are of the newest 500 of 520 jobs.').waitFor();
  await history.getByRole('button', { name: 'Load older jobs' }).click();
  await history.getByText(/seed 1519/).waitFor();
  expect(await history.getByRole('button', { name: 'Load older jobs' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
