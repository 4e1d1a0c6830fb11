import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { createRig, onlyJob, outputsOf, type Rig } from './rig.ts';

/** A second program that has the ledger open. */
function openBeside(rig: Rig): DatabaseSync {
  const database = new DatabaseSync(join(rig.home, 'blockout.db'));
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}

const breakWrites = (event: 'UPDATE' | 'INSERT') =>
  `CREATE TRIGGER broken BEFORE ${event} ON jobs BEGIN SELECT RAISE(FAIL, 'no page could be written'); END`;

test('a run whose job can’t be written down ends with the reason, and the host goes on', async () => {
  const rig = await createRig();
  const beside = openBeside(rig);
  beside.exec(breakWrites('INSERT'));
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(problems).toMatchObject([{ nodeId: 'submit', message: expect.stringMatching(/no page could be/) }]);
  expect(rig.submits()).toHaveLength(0);
  beside.exec('DROP TRIGGER broken');
  expect((await rig.run()).status).toBe('done');
});

test('a take whose result can’t be kept is delivered all the same, with a warning', async () => {
  const rig = await createRig();
  openBeside(rig).exec(
    "CREATE TRIGGER broken BEFORE INSERT ON results BEGIN SELECT RAISE(FAIL, 'no page could be written'); END",
  );
  const { status, problems, events } = await rig.run();
  expect(status).toBe('done');
  expect(problems).toMatchObject([{ severity: 'warning', code: 'storage' }]);
  expect(outputsOf(events, 'save').path).toBeDefined();
});

test('a job that can’t be moved on in the ledger tells whoever waits, and is found again without a second submit', async () => {
  const rig = await createRig();
  const beside = openBeside(rig);
  rig.intercept = ({ method, host }) => {
    // Sent and under way: from here on nothing can be written any more.
    if (method === 'POST' && host === 'queue.fal.run') beside.exec(breakWrites('UPDATE'));
    return undefined;
  };
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(problems[0]).toMatchObject({ nodeId: 'submit', message: expect.stringMatching(/no page could be/) });
  expect(onlyJob(rig.host)).toMatchObject({ state: 'intended', requestId: null, problem: null });
  rig.intercept = () => undefined;
  beside.exec('DROP TRIGGER broken');
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('a ledger that another program holds is waited for, and the run goes on as if nothing had been', async () => {
  const rig = await createRig();
  const beside = openBeside(rig);
  let heldFor = 0;
  rig.intercept = ({ method, host }) => {
    if (method !== 'POST' || host !== 'queue.fal.run') return undefined;
    beside.exec('BEGIN IMMEDIATE');
    // The host's loop turns while the ledger is held: else this would never let go.
    const letGo = () => {
      if (++heldFor < 500) setImmediate(letGo);
      else beside.exec('COMMIT');
    };
    letGo();
    return undefined;
  };
  expect((await rig.run()).status).toBe('done');
  expect(heldFor).toBe(500);
  expect(rig.submits()).toHaveLength(1);
});
test('a ledger that stays held is given up with a way out', async () => {
  const rig = await createRig();
  const beside = openBeside(rig);
  const plan = await rig.plan();
  beside.exec('BEGIN IMMEDIATE');
  const { status, problems } = await rig.host.run(plan);
  expect(status).toBe('failed');
  expect(problems).toMatchObject([{ code: 'storage', fix: expect.stringMatching(/Close the program/) }]);
  beside.exec('ROLLBACK');
  expect((await rig.run()).status).toBe('done');
});
