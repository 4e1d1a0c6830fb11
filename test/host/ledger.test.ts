import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { isOpen, type JobState, NEXT_STATES } from '../../src/fal/job-state.ts';
import { type JobDraft, openLedger } from '../../src/host/jobs/ledger.ts';
import { requestKeyOf } from '../../src/host/jobs/request-key.ts';
import { refuseSpending } from '../../src/host/jobs/spending-caps.ts';
import { fal } from '../../src/host/providers/fal.ts';
import { PROVIDERS } from '../../src/host/providers/index.ts';
import { simulator } from '../../src/host/providers/simulator.ts';
import { openPinBook } from '../../src/host/runs/pin-book.ts';
import { createRedactor } from '../../src/host/settings/redact.ts';
import { copyReadableRows } from '../../src/host/store/copy-rows.ts';
import { openDatabase } from '../../src/host/store/database.ts';
import { SCHEMA_STEPS } from '../../src/host/store/schema.ts';
import { createQuickClock } from './quick-clock.ts';
import { openTestStore } from './test-store.ts';

/** The last schema that did not tell cells apart. */
const BEFORE_PLACES = 6;
const providerOf = (id: string) => PROVIDERS.find((provider) => provider.id === id)!;
const NO_CAPS = { perRunUsd: null, perDayUsd: null, dayStartMs: 0 };
const DRAFT: JobDraft = {
  runId: 'run',
  workflowId: 'w',
  workflowName: 'W',
  nodeId: 'submit',
  places: {},
  endpoint: 'e',
  provider: fal,
  owner: 0,
  requestKey: 'key-1',
  seed: 7,
  mark: null,
  input: { seed: 7, video_url: { asset: 'a'.repeat(64), name: 'clip.mp4' } },
  asked: { width: 64, height: 64, frameCount: 9, fps: 24, hasAudio: false },
  estimateUsd: 0.5,
  megapixels: 1,
  unitPriceUsd: 0.5,
};

function openTemp() {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const path = join(folder, 'blockout.db');
  const clock = createQuickClock();
  const store = openTestStore(path, clock);
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const redactor = createRedactor(() => ['secret-key-id:secret-key-part']);
  return { path, database: store.database, ledger: openLedger(store, clock, redactor, providerOf) };
}

async function reserve(ledger: ReturnType<typeof openTemp>['ledger'], draft: Partial<JobDraft> = {}) {
  const reservation = await ledger.reserve({ ...DRAFT, ...draft }, () => NO_CAPS);
  if (reservation.kind === 'refused') throw new Error('refused');
  return reservation;
}

const STATES = Object.keys(NEXT_STATES) as JobState[];

test.each(STATES)('from %s a job goes only where the table leads', async (from) => {
  const { ledger, database } = openTemp();
  for (const to of STATES) {
    const { job } = await reserve(ledger, { requestKey: `${from}-${to}` });
    database.prepare('UPDATE jobs SET state = ? WHERE id = ?').run(from, job.id);
    if (to === from || NEXT_STATES[from].includes(to)) {
      const moved = await ledger.move(job.id, to);
      expect(moved.state).toBe(to);
      expect(moved.finishedAtMs === null).toBe(isOpen(to));
    } else await expect(ledger.move(job.id, to)).rejects.toThrow(`from ${from} to ${to}`);
  }
});

test('every state can be reached from the first and no open state is a dead end', () => {
  const reached = new Set<JobState>(['intended']);
  for (const state of reached) for (const next of NEXT_STATES[state]) reached.add(next);
  expect([...reached].sort()).toEqual([...STATES].sort());
  for (const state of STATES) if (isOpen(state)) expect(NEXT_STATES[state].length).toBeGreaterThan(0);
});

test('a job survives the process with everything that was known of it', async () => {
  const { path, ledger } = openTemp();
  const { job } = await reserve(ledger);
  await ledger.move(job.id, 'submitted', { requestId: 'req-1', notes: ['a note'] });
  const other = openTestStore(path, createQuickClock());
  const again = openLedger(
    other,
    createQuickClock(),
    createRedactor(() => []),
    providerOf,
  );
  expect(again.get(job.id)).toEqual(ledger.get(job.id));
  expect(again.get(job.id)).toMatchObject({
    ...DRAFT,
    state: 'submitted',
    requestId: 'req-1',
    notes: ['a note'],
  });
  expect(again.open().map(({ id }) => id)).toEqual([job.id]);
  other.close();
});

test('the same request is one job while it is open or its take is there', async () => {
  const { ledger } = openTemp();
  const first = await reserve(ledger);
  expect(first.kind).toBe('reserved');
  expect(await reserve(ledger)).toMatchObject({ kind: 'existing', job: { id: first.job.id } });
  await ledger.move(first.job.id, 'failed', { charge: 'free' });
  const second = await reserve(ledger);
  expect(second.kind).toBe('reserved');
  for (const state of ['submitted', 'fetching', 'done'] as const) await ledger.move(second.job.id, state);
  expect(await reserve(ledger)).toMatchObject({ kind: 'existing', job: { id: second.job.id } });
});

test('secrets are taken out of whatever is written', async () => {
  const { ledger, database } = openTemp();
  const { job } = await reserve(ledger, { workflowName: 'with secret-key-part inside' });
  await ledger.move(job.id, 'failed', {
    problem: {
      severity: 'error',
      code: 'provider',
      message: 'secret-key-id:secret-key-part',
      fix: 'secret-key-id',
    },
    notes: ['secret-key-part'],
  });
  const row = JSON.stringify(database.prepare('SELECT * FROM jobs').all());
  expect(row).not.toMatch(/secret-key/);
  expect(ledger.get(job.id)!.problem).toMatchObject({ message: '[key]', fix: '[key]' });
});

test('listeners hear of every step, until they stop', async () => {
  const { ledger } = openTemp();
  const heard: string[] = [];
  const stop = ledger.onChange(({ state }) => heard.push(state));
  const { job } = await reserve(ledger);
  await ledger.move(job.id, 'submitted');
  stop();
  await ledger.move(job.id, 'queued');
  expect(heard).toEqual(['intended', 'submitted']);
});

test('a ledger from before cells were told opens with its jobs, and its pins go on standing for the whole node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'blockout.db');
  const old = new DatabaseSync(path);
  for (const step of SCHEMA_STEPS.slice(0, BEFORE_PLACES)) old.exec(step);
  old.exec(`PRAGMA user_version = ${BEFORE_PLACES}`);
  old.exec(`
    INSERT INTO jobs (id, run_id, workflow_id, workflow_name, node_id, endpoint, provider, owner, request_key, state, input,
      asked, estimate_usd, megapixels, unit_price_usd, charge, created_at, updated_at, notes)
    VALUES ('j1', 'r', 'w', 'W', 'submit', 'e', 'fal', 0, 'k', 'done', '{}', 'null', 1, 1, 1, 'billed', 1, 1, '[]');
    INSERT INTO pins (workflow_id, node_id, job_id) VALUES ('w', 'submit', 'j1');
  `);
  old.close();
  const backup = join(folder, 'backup.db');
  copyFileSync(path, backup);
  const clock = createQuickClock();
  const store = openTestStore(path, clock);
  onTestFinished(() => store.close());
  const ledger = openLedger(
    store,
    clock,
    createRedactor(() => []),
    providerOf,
  );
  expect(ledger.list(9)).toMatchObject([{ id: 'j1', nodeId: 'submit', places: null, state: 'done' }]);
  const pins = [{ nodeId: 'submit', places: {}, jobId: 'j1' }];
  expect(openPinBook(store).of('w')).toEqual(pins);
  // So does one that comes back from a backup.
  const restored = openTestStore(join(folder, 'restored.db'), clock);
  onTestFinished(() => restored.close());
  expect(copyReadableRows(backup, restored.database)).toBe(1);
  expect(openPinBook(restored).of('w')).toEqual(pins);
});

test('a job is for the cell at its places, which the ledger tells as they were', async () => {
  const { ledger } = openTemp();
  const places = { 'shots.shot': 'harbor', 'seeds.seed': '7' };
  const { job } = await reserve(ledger, { places });
  expect(ledger.get(job.id)!.places).toEqual(places);
});

test('a database of a newer Blockout is refused and left as it is', () => {
  const { path, database } = openTemp();
  database.exec('PRAGMA user_version = 99');
  expect(() => openDatabase(path)).toThrow(/newer Blockout/);
  const raw = new DatabaseSync(path);
  expect(raw.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 });
  raw.close();
});

test('the request key counts media by content and ignores the order of fields', () => {
  const asset = 'c'.repeat(64);
  const key = requestKeyOf('fal', 'e', { seed: 1, video_url: { asset, name: 'a.mp4' } });
  expect(requestKeyOf('fal', 'e', { video_url: { asset, name: 'b.mp4' }, seed: 1 })).toBe(key);
  expect(requestKeyOf('fal', 'e', { seed: 2, video_url: { asset, name: 'a.mp4' } })).not.toBe(key);
  expect(requestKeyOf('simulator', 'e', { seed: 1, video_url: { asset, name: 'a.mp4' } })).not.toBe(key);
  expect(requestKeyOf('fal', 'e', { seed: 1, video_url: { asset: 'd'.repeat(64), name: 'a.mp4' } })).not.toBe(
    key,
  );
});

test('caps add what is spent, what is under way and what is wished, to the cent', async () => {
  const { ledger } = openTemp();
  const open = (await reserve(ledger, { requestKey: 'open' })).job;
  const billed = (await reserve(ledger, { requestKey: 'billed' })).job;
  const free = (await reserve(ledger, { requestKey: 'free' })).job;
  const simulated = (await reserve(ledger, { requestKey: 'simulated', provider: simulator })).job;
  const jobs = [
    open,
    { ...billed, charge: 'billed' as const, billedUsd: 0.1 },
    { ...free, charge: 'free' as const },
    simulated,
  ];
  const wish = { runId: 'run', provider: fal, estimateUsd: 0.4 } as const;
  const refusal = (perDayUsd: number) => refuseSpending(wish, { ...NO_CAPS, perDayUsd }, jobs);
  expect(refusal(1.0)).toBeNull();
  expect(refusal(0.99)!.message).toBe(
    'This would cost ≈ $0.40. With $0.10 spent and ≈ $0.50 under way that is more than the cap of $0.99 per day.',
  );
  const ofOtherRun = refuseSpending({ ...wish, runId: 'other' }, { ...NO_CAPS, perRunUsd: 0.4 }, jobs);
  expect(ofOtherRun).toBeNull();
  expect(refuseSpending({ ...wish, provider: simulator }, { ...NO_CAPS, perDayUsd: 0 }, jobs)).toBeNull();
});
