import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createHost } from '../../src/host/create-host.ts';
import { backUpLedger, backupsOf, newestWhole } from '../../src/host/store/backups.ts';
import { writeManyJobs } from './many-jobs.ts';
import { createRig, onlyJob, type Rig } from './rig.ts';
import { openTestStore } from './test-store.ts';

const ledgerOf = (home: string) => join(home, 'blockout.db');

/** A rig with one take in its ledger, closed. */
async function createClosedRig({ withBackup }: { withBackup: boolean }): Promise<Rig> {
  const rig = await createRig();
  expect((await rig.run()).status).toBe('done');
  await rig.host.close();
  if (!withBackup) return rig;
  const database = new DatabaseSync(ledgerOf(rig.home));
  await backUpLedger(database, rig.home, rig.clock.now());
  database.close();
  return rig;
}

/** Writes over a part of a file. */
function overwrite(path: string, fromByte: number, byteCount: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(byteCount, 0x41), 0, byteCount, fromByte);
  closeSync(file);
}

const DAMAGES = {
  'is no database any more': (path: string) => writeFileSync(path, 'x'.repeat(50_000)),
  'has garbage in its middle': (path: string) => overwrite(path, 4_096, statSync(path).size / 2),
  'is empty': (path: string) => truncateSync(path, 0),
  'is gone': (path: string) => rmSync(path),
};

test.each(Object.entries(DAMAGES))(
  'a ledger that %s is told with the way out; what is in the backup can be seen, and nothing is sent',
  async (_, damage) => {
    const rig = await createClosedRig({ withBackup: true });
    const taken = rig.submits().length;
    damage(ledgerOf(rig.home));
    const before = readFileSync(ledgerOf(rig.home), { flag: 'a+' });
    rig.host = rig.openHost();
    expect(rig.host.store.readOnlyFor).toMatchObject({
      message: expect.stringMatching(/ledger .*nothing can be sent/),
      fix: expect.stringMatching(/restore/i),
    });
    expect(onlyJob(rig.host)).toMatchObject({ state: 'done', seed: 42 });
    await rig.change({ seed: 43 });
    const { status, problems } = await rig.run();
    expect(status).toBe('failed');
    expect(problems).toMatchObject([
      { code: 'storage', message: expect.stringMatching(/nothing can be sent/) },
    ]);
    expect(rig.submits()).toHaveLength(taken);
    // Neither mended nor begun anew by the way.
    expect(readFileSync(ledgerOf(rig.home))).toEqual(before);
  },
);

test.each(Object.entries(DAMAGES))(
  'a ledger that %s is restored from its backup, and nothing is bought twice',
  async (_, damage) => {
    const rig = await createClosedRig({ withBackup: true });
    const taken = rig.submits().length;
    damage(ledgerOf(rig.home));
    const hurt = rig.openHost();
    const restored = await hurt.restoreLedger(false);
    expect(restored).toMatchObject({ jobCount: 1, backup: { jobCount: 1 } });
    await hurt.close();
    rig.host = rig.openHost();
    expect(rig.host.store.readOnlyFor).toBeNull();
    expect((await rig.run()).status).toBe('done');
    expect(rig.submits()).toHaveLength(taken);
    const names = await readdir(rig.home);
    expect(names.some((name) => name.startsWith('blockout.db.damaged-'))).toBe(restored.keptAs !== null);
    expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
  },
);

test('what can still be read of a damaged ledger is newer than its backup, and saved', async () => {
  const rig = await createRig();
  await rig.host.close();
  const home = join(rig.root, 'long');
  await mkdir(home);
  await writeManyJobs(home, 400);
  const database = new DatabaseSync(ledgerOf(home));
  await backUpLedger(database, home, rig.clock.now());
  // Moved on since the backup.
  database.exec("UPDATE jobs SET workflow_name = 'Later', updated_at = updated_at + 1 WHERE id = 'job-2'");
  database.exec('PRAGMA journal_mode = DELETE');
  const pageBytes = Number(database.prepare('PRAGMA page_size').get()!.page_size);
  database.close();
  const { size } = statSync(ledgerOf(home));
  // One page in the middle of the rows.
  overwrite(ledgerOf(home), Math.floor(size / pageBytes / 2) * pageBytes, pageBytes);
  const hurt = rig.openHost({ home });
  expect(hurt.store.readOnlyFor?.kind).toBe('damaged');
  await hurt.restoreLedger(false);
  await hurt.close();
  const mended = rig.openHost({ home });
  expect(mended.jobs.page(1).total).toBe(400);
  expect(mended.jobs.get('job-2')).toMatchObject({ workflowName: 'Later' });
});

test('without a backup and with nothing to read, an empty ledger is begun only when it is asked for', async () => {
  const rig = await createClosedRig({ withBackup: false });
  DAMAGES['is empty'](ledgerOf(rig.home));
  const hurt = rig.openHost();
  expect(hurt.store.readOnlyFor?.kind).toBe('damaged');
  await expect(hurt.restoreLedger(false)).rejects.toThrow(/no whole backup/);
  expect(statSync(ledgerOf(rig.home)).size).toBe(0);
  await hurt.restoreLedger(true);
  await hurt.close();
  expect(rig.openHost().store.readOnlyFor).toBeNull();
});

test('a new home begins its ledger without a word, also one that died on the first try', async () => {
  const rig = await createRig();
  const home = join(rig.root, 'new');
  await mkdir(home);
  writeFileSync(ledgerOf(home), '');
  expect(rig.openHost({ home }).store.readOnlyFor).toBeNull();
});

test('a ledger is not restored under another Blockout that has the home open', async () => {
  const rig = await createClosedRig({ withBackup: true });
  const living = rig.openHost();
  DAMAGES['is gone'](ledgerOf(rig.home));
  const hurt = rig.openHost();
  await expect(hurt.restoreLedger(false)).rejects.toThrow(/Another Blockout/);
  await living.close();
  expect(await hurt.restoreLedger(false)).toMatchObject({ jobCount: 1 });
});

test('a ledger from a newer Blockout is refused, and left as it is', async () => {
  const rig = await createClosedRig({ withBackup: true });
  const database = new DatabaseSync(ledgerOf(rig.home));
  database.exec('PRAGMA user_version = 99');
  database.close();
  expect(() => createHost({ home: rig.home })).toThrow(/newer Blockout/);
  const left = new DatabaseSync(ledgerOf(rig.home));
  expect(left.prepare('SELECT count(*) AS count FROM jobs').get()).toEqual({ count: 1 });
  left.close();
});

test('a ledger that is taken away while it is open stops all sending, is saved, and is told to the editor', async () => {
  const rig = await createRig();
  expect((await rig.run()).status).toBe('done');
  const taken = rig.submits().length;
  const heard: string[] = [];
  rig.host.feed.subscribe(null, ({ event }) => heard.push(event.kind));
  renameSync(ledgerOf(rig.home), join(rig.root, 'elsewhere.db'));
  await rig.change({ seed: 43 });
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(problems.at(-1)).toMatchObject({
    code: 'storage',
    message: expect.stringMatching(/moved, replaced or removed/),
  });
  expect(rig.submits()).toHaveLength(taken);
  expect(heard).toContain('storage');
  await expect.poll(() => newestWhole(rig.home)?.jobCount).toBe(1);
});

test('a ledger that is cut while it is open stops all sending', async () => {
  const rig = await createRig();
  expect((await rig.run()).status).toBe('done');
  const taken = rig.submits().length;
  truncateSync(ledgerOf(rig.home), 0);
  await rig.change({ seed: 43 });
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(problems.at(-1)).toMatchObject({
    code: 'storage',
    fix: expect.stringMatching(/Start Blockout again/),
  });
  expect(rig.submits()).toHaveLength(taken);
});

test('the ledger is backed up once a day, and a week of backups is kept', async () => {
  const rig = await createRig();
  expect((await rig.run()).status).toBe('done');
  const DAY_MS = 24 * 3_600_000;
  const database = new DatabaseSync(ledgerOf(rig.home));
  for (let day = 0; day < 9; day++) await backUpLedger(database, rig.home, rig.clock.now() + day * DAY_MS);
  expect(backupsOf(rig.home)).toHaveLength(7);
  expect(newestWhole(rig.home)).toMatchObject({ jobCount: 1 });
  for (const { path } of backupsOf(rig.home)) rmSync(path);
  database.close();
  await rig.host.close();
  rig.host = rig.openHost();
  await expect.poll(() => backupsOf(rig.home).length).toBe(1);
  expect(await readdir(join(rig.home, 'backups'))).toEqual([expect.stringMatching(/^ledger-.*\.db$/)]);
});

test('a damaged ledger is no backup, and leaves the earlier ones alone', async () => {
  const rig = await createClosedRig({ withBackup: true });
  const before = backupsOf(rig.home);
  DAMAGES['has garbage in its middle'](ledgerOf(rig.home));
  const database = new DatabaseSync(ledgerOf(rig.home));
  await expect(backUpLedger(database, rig.home, rig.clock.now())).rejects.toThrow();
  database.close();
  expect(backupsOf(rig.home)).toEqual(before);
  expect(await readdir(join(rig.home, 'backups'))).toHaveLength(1);
});

test('a full disk is a problem like others, and is over when there is room again', async () => {
  const rig = await createRig();
  const path = join(rig.root, 'full.db');
  const store = openTestStore(path, rig.clock);
  const fill = (text: string) => store.write(() => insert.run(text, 'x'.repeat(100_000)));
  const insert = store.database.prepare("INSERT INTO results (key, type, outputs, at) VALUES (?, 't', ?, 0)");
  const { page_count: pages } = store.database.prepare('PRAGMA page_count').get()!;
  store.database.exec(`PRAGMA max_page_count = ${Number(pages) + 5}`);
  let told = 0;
  store.onTrouble(() => told++);
  await expect(fill('a')).rejects.toMatchObject({ errcode: 13 });
  expect(store.trouble()).toMatchObject({ kind: 'full', fix: expect.stringMatching(/Make room/) });
  store.database.exec('PRAGMA max_page_count = 100000');
  await fill('b');
  expect(store.trouble()).toBeNull();
  expect(told).toBe(2);
  store.close();
});
