import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRig, onlyJob } from './rig.ts';

const TEMPLATE = join(import.meta.dirname, '../../resources/templates/oxen.json');

test('the Oxen template runs end to end at the simulated gateway', async () => {
  const { host } = await createRig({ env: {} });
  const opened = await host.loadWorkflowFile(TEMPLATE);
  if (!opened.ok) throw new Error(opened.problem.message);
  const request = {
    folder: opened.folder,
    granted: [join(import.meta.dirname, '../../resources/sample')],
    provider: 'oxen-simulator',
  } as const;
  const plan = await host.plan(opened.workflow, request);
  expect(plan.problems).toEqual([]);
  expect(await host.run(plan)).toMatchObject({ status: 'done', problems: [], costUsd: 0 });
  expect(onlyJob(host)).toMatchObject({ provider: { id: 'oxen-simulator' }, state: 'done', notes: [] });
  const [take] = host.assets.list(10).filter(({ name }) => name === 'harbor-7.mp4');
  expect(take?.info).toMatchObject({ kind: 'video', width: 1024, height: 576, frameCount: 25 });
});
