import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { createRig, onlyJob, type Rig } from './rig.ts';

/** A second program that has the ledger open. */
function openBeside(rig: Rig): DatabaseSync {
  const database = new DatabaseSync(join(rig.home, 'blockout.db'), { timeout: 5_000 });
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
    const letGo = setInterval(() => {
      if (++heldFor < 5) return;
      clearInterval(letGo);
      beside.exec('COMMIT');
    }, 1);
    return undefined;
  };
  expect((await rig.run()).status).toBe('done');
  expect(heldFor).toBe(5);
  expect(rig.submits()).toHaveLength(1);
});
