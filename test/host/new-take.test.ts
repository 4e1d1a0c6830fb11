import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { applyEdit } from '../../src/engine/edits.ts';
import { loadWorkflow } from '../../src/engine/load-document.ts';
import { edgeId, type Workflow } from '../../src/engine/workflow.ts';
import type { HostPlan, PlanRequest } from '../../src/host/runs/make-plan.ts';
import { createRig, type Rig } from './rig.ts';

const RANDOM = { request: { seed: { mode: 'randomize', value: 0 } } };
const INCREMENT = { request: { seed: { mode: 'increment', value: 5 } } };
/** How the command line asks: it does not write into the file. */
const FROM_FILE = { recallSeeds: true };

const seedOf = ({ workflow }: HostPlan) =>
  (workflow.nodes.get('request')!.params.seed as { value: number }).value;
const askedSeeds = (rig: Rig) => rig.submits().map(({ body }) => (body as { seed: number }).seed);

async function opened(rig: Rig): Promise<Workflow> {
  const text = await readFile(join(rig.folder, 'shot.json'), 'utf8');
  const loaded = loadWorkflow(text, rig.host.registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.workflow;
}

const planOf = (rig: Rig, workflow: Workflow, request: PlanRequest = {}) =>
  rig.host.plan(workflow, { folder: rig.folder, ...request });

test('after a run an editor’s graph is up to date, and another save of a liked take costs nothing', async () => {
  const rig = await createRig({ shot: RANDOM });
  const first = await planOf(rig, await opened(rig));
  expect(first.newTake).toBeNull();
  await rig.host.run(first);
  let workflow = applyEdit(await opened(rig), { kind: 'batch', edits: first.edits }).workflow;
  expect((await planOf(rig, workflow)).plan.needed).toEqual([]);
  const save = { ...workflow.nodes.get('save')!, id: 'second', params: { name: 'liked' } };
  const ends = { from: { node: 'submit', port: 'video' }, to: { node: 'second', port: 'video' } };
  const edge = { id: edgeId(ends.from, ends.to), ...ends };
  for (const edit of [
    { kind: 'set-node', node: save },
    { kind: 'set-edge', edge },
  ] as const)
    workflow = applyEdit(workflow, edit).workflow;
  const withSave = await planOf(rig, workflow, { toShow: true });
  expect(withSave.plan.needed.map((index) => withSave.plan.steps[index]!.node.id)).toEqual(['second']);
  expect(withSave.spending).toMatchObject({ jobCount: 0, costUsd: 0 });
  // What another take would cost is told beside it.
  expect(withSave.newTake).toMatchObject({ jobCount: 1, costUsd: first.spending.costUsd });
  expect((await rig.host.run(withSave)).costUsd).toBe(0);
  expect(rig.submits()).toHaveLength(1);
});

test('a graph that was never run shows the seed that its first run will use', async () => {
  const rig = await createRig({ shot: RANDOM });
  const looks = [await planOf(rig, await opened(rig)), await planOf(rig, await opened(rig))];
  expect(seedOf(looks[0]!)).toBe(seedOf(looks[1]!));
  await rig.host.run(looks[1]!);
  expect(askedSeeds(rig)).toEqual([seedOf(looks[0]!)]);
});

test('a file that is run again from the command line brings the take it has, until a new one is asked for', async () => {
  const rig = await createRig({ shot: RANDOM });
  const run = async (request: PlanRequest = {}) => {
    const plan = await rig.plan({ ...FROM_FILE, ...request });
    const { status } = await rig.host.run(plan);
    return { status, seed: seedOf(plan), jobCount: plan.spending.jobCount };
  };
  const first = await run();
  expect(await run()).toEqual({ ...first, jobCount: 0 });
  const second = await run({ newTake: true });
  expect(second).toMatchObject({ status: 'done', jobCount: 1 });
  expect(second.seed).not.toBe(first.seed);
  await rig.host.close();
  rig.host = rig.openHost();
  // Another host, later: the newest take is the one that is up to date.
  expect(await run()).toEqual({ ...second, jobCount: 0 });
  expect(askedSeeds(rig)).toEqual([first.seed, second.seed]);
});

test('new takes with an incremented seed go on counting, though nobody writes into the file', async () => {
  const rig = await createRig({ shot: INCREMENT });
  await rig.host.run(await rig.plan(FROM_FILE));
  for (let count = 0; count < 2; count++) await rig.host.run(await rig.plan({ ...FROM_FILE, newTake: true }));
  expect(askedSeeds(rig)).toEqual([5, 6, 7]);
  expect((await rig.plan(FROM_FILE)).spending.jobCount).toBe(0);
});

test('a new take that finished while nobody could keep its result is found by the next run, not bought again', async () => {
  const rig = await createRig({ shot: RANDOM });
  await rig.host.run(await rig.plan(FROM_FILE));
  await rig.host.run(await rig.plan({ ...FROM_FILE, newTake: true }));
  await rig.host.close();
  const database = new DatabaseSync(join(rig.home, 'blockout.db'));
  database.exec('DELETE FROM results');
  database.close();
  rig.host = rig.openHost();
  const plan = await rig.plan(FROM_FILE);
  expect(plan.spending).toMatchObject({ jobCount: 0, costUsd: 0, fetchedCount: 1 });
  expect((await rig.host.run(plan)).status).toBe('done');
  expect(rig.submits()).toHaveLength(2);
});
