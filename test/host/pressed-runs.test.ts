import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Host } from '../../src/host/host.ts';
import { createRig, onlyJob, outputsOf, type Rig } from './rig.ts';
import { shotDocument } from './shot.ts';

const RANDOM = { seed: { mode: 'randomize', value: 0 } };
/** What one shot of the rig costs by its estimate. */
const SHOT = { jobCount: 1, costUsd: 2 * 0.0024075 };

interface Answer {
  readonly status: number;
  readonly body: {
    readonly runId: string;
    readonly status: string | null;
    readonly edits: readonly { readonly value: { readonly value: number } }[];
    readonly problem: { readonly message: string };
    readonly above: object;
  };
}

/** Sends what the editor sends when Run is pressed. */
async function press(rig: Rig, host: Host, wish: object): Promise<Answer> {
  const document = shotDocument({ request: RANDOM });
  const json = { document, path: join(rig.folder, 'shot.json'), ceiling: SHOT, ...wish };
  const answer = await host.fetch(
    new Request('http://host/api/runs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
    }),
  );
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

async function ended(host: Host, runId: string): Promise<void> {
  await expect.poll(() => host.runs.get(runId)?.status).not.toBe('running');
}

async function grantedRig(): Promise<Rig> {
  const rig = await createRig();
  await rig.host.grant(rig.folder);
  return rig;
}

test('one press is one run, however often its request comes, at once or after a restart of the host', async () => {
  const rig = await grantedRig();
  const id = randomUUID();
  const atOnce = await Promise.all([1, 2, 3].map(() => press(rig, rig.host, { id })));
  expect(atOnce.map(({ status, body }) => [status, body.runId])).toEqual([1, 2, 3].map(() => [202, id]));
  await ended(rig.host, id);
  const later = await press(rig, rig.host, { id });
  expect(later.body).toMatchObject({ runId: id, status: 'done' });
  await rig.host.close();
  rig.host = rig.openHost();
  const afterRestart = await press(rig, rig.host, { id });
  expect(afterRestart).toMatchObject({ status: 202, body: { runId: id, status: null } });
  // The seed that was drawn then is told again, so that a window that missed it shows the one that was used.
  expect(afterRestart.body.edits).toEqual(atOnce[0]!.body.edits);
  expect(onlyJob(rig.host).seed).toBe(afterRestart.body.edits[0]!.value.value);
  expect(rig.submits()).toHaveLength(1);
});

test('two hosts on one home that get the same press start it once', async () => {
  const rig = await grantedRig();
  const other = rig.openHost();
  const id = randomUUID();
  const newTake = true;
  const answers = await Promise.all([rig.host, other].map((host) => press(rig, host, { id, newTake })));
  expect(answers.map(({ body }) => body.runId)).toEqual([id, id]);
  expect(answers.map(({ body }) => body.status).sort()).toEqual([null, 'running']);
  await Promise.all([rig.host, other].map((host) => ended(host, id)));
  expect(rig.submits()).toHaveLength(1);
});

test('several presses for a graph that was never run ask for the same take, since its seed is drawn once', async () => {
  const rig = await grantedRig();
  const ids = [1, 2, 3].map(() => randomUUID());
  const answers = await Promise.all(ids.map((id) => press(rig, rig.host, { id })));
  expect(new Set(answers.map(({ body }) => body.edits[0]!.value.value)).size).toBe(1);
  await Promise.all(ids.map((id) => ended(rig.host, id)));
  expect(rig.submits()).toHaveLength(1);
});

test('a run that has become dearer than its button said is not started, and starts for what it costs', async () => {
  const rig = await grantedRig();
  const id = randomUUID();
  const refused = await press(rig, rig.host, { id, ceiling: { jobCount: 1, costUsd: 0.001 } });
  expect(refused).toMatchObject({ status: 409, body: { above: SHOT } });
  expect(refused.body.problem.message).toMatch(/costs 1 job · ≈ \$0\.005 by now/);
  const upToDate = await press(rig, rig.host, { id, ceiling: { jobCount: 0, costUsd: 0 } });
  expect(upToDate.status).toBe(409);
  expect([rig.host.runs.list(), rig.calls]).toEqual([[], []]);
  const agreed = await press(rig, rig.host, { id, ceiling: refused.body.above });
  expect(agreed.status).toBe(202);
  await ended(rig.host, id);
  expect(rig.submits()).toHaveLength(1);
});

test('a press that names neither itself nor its price is refused', async () => {
  const rig = await createRig();
  expect((await press(rig, rig.host, { id: undefined })).status).toBe(400);
  expect((await press(rig, rig.host, { id: randomUUID(), ceiling: undefined })).status).toBe(400);
});

test('“up to date” sends nothing, also where a take, its file and its job vanish after the price was shown', async () => {
  const rig = await createRig();
  const { events } = await rig.run();
  const plan = await rig.plan();
  expect(plan.spending.jobCount).toBe(0);
  const { video } = outputsOf(events, 'submit') as { video: { asset: string } };
  await rm(rig.host.assets.pathOf(video.asset));
  await rm((outputsOf(events, 'save') as { path: string }).path);
  const database = new DatabaseSync(join(rig.home, 'blockout.db'));
  database.exec('DELETE FROM jobs');
  database.close();
  const { status, problems, beyond } = await rig.host.run(plan);
  expect(status).toBe('failed');
  expect(problems[0]).toMatchObject({ code: 'over-cap', nodeId: 'submit' });
  expect(problems[0]!.message).toMatch(/beyond what the run was started for \(no job at all\)/);
  expect(beyond).toMatchObject(SHOT);
  expect(rig.submits()).toHaveLength(1);
});
