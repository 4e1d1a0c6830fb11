import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { backUpLedger } from '../../src/host/store/backups.ts';
import { writeManyJobs } from '../host/many-jobs.ts';
import { withBench } from './bench.ts';
import { shotGraph, smallGraph } from './graphs.ts';

const bench = withBench({
  width: 1280,
  height: 720,
  async prepareHome(home) {
    const path = join(home, 'blockout.db');
    await writeManyJobs(home, 3);
    const database = new DatabaseSync(path);
    await backUpLedger(database, home, Date.now());
    database.close();
    await writeFile(path, 'x'.repeat(50_000));
  },
});

test('a damaged ledger is told with the way out, holds Run back with the reason, and is restored from the banner', async () => {
  const { editor, page, complaints } = bench();
  const banner = page.getByRole('alert').filter({ hasText: 'ledger is damaged, so nothing can be sent' });
  await banner.waitFor();
  // Everything else works, what costs nothing included.
  await editor.open(smallGraph('looked at'));
  await editor.dropFiles([join(ROOT, 'test/media/fixtures/harbor-25f.mp4')], await editor.spot(0.5, 0.9));
  await editor.card('Video input').waitFor();
  const { assets } = (await (await page.request.get('/api/assets')).json()) as { assets: { hash: string }[] };
  await editor.open(shotGraph(assets[0]!.hash, 'held'));
  await expect.poll(() => editor.runButton.textContent()).toMatch(/Run.*no ledger/);
  expect(await editor.runButton.isDisabled()).toBe(true);
  expect(await editor.runButton.getAttribute('title')).toMatch(/damaged, so nothing can be sent.*[Rr]estore/);
  await editor.press('Control+Enter');
  expect((await page.request.get('/api/runs').then((answer) => answer.json())).runs).toEqual([]);

  await banner.getByRole('button', { name: 'Restore 3 jobs' }).click();
  await page.getByText('The ledger is restored with 3 jobs. Start Blockout again to use it.').waitFor();
  await banner.waitFor({ state: 'detached' });
  // This host goes on without it.
  expect(await editor.runButton.isDisabled()).toBe(true);
  await page.reload();
  await editor.isReady();
  await page.getByText('The ledger is restored with 3 jobs.').waitFor();
  expect(complaints).toEqual([]);
});
