import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveSimulator } from '../../src/simulator/serve.ts';
import { createRig, onlyJob } from '../host/rig.ts';
import { shotDocument } from '../host/shot.ts';
import { type Bench, createBench } from './command-line.ts';

let bench: Bench;
beforeAll(() => {
  bench = createBench();
});
afterAll(() => bench.remove());

test('a job that was perhaps sent reads so, and is closed by its id', async () => {
  const rig = await createRig({ profile: 'submit-reset-before' });
  await rig.run();
  await rig.host.close();
  rig.host = rig.openHost({ takeUpJobs: false });
  const { id } = onlyJob(rig.host);
  const home = { BLOCKOUT_HOME: rig.home };

  const list = await bench.cli(['jobs'], home);
  expect(list.stdout).toMatch(/unknown .*≈ \$0\.005 if it was sent .*may be under way/);
  expect((await bench.cli(['jobs', '--close', id], home)).status).toBe(0);
  expect(rig.host.jobs.get(id)).toMatchObject({ state: 'closed' });

  const again = await bench.cli(['jobs', '--close', id], home);
  expect([again.status, again.stderr]).toEqual([0, '']);
  const nobody = await bench.cli(['jobs', '--close', 'nobody'], home);
  expect([nobody.status, nobody.stderr]).toEqual([2, expect.stringContaining('there is no job “nobody”')]);
});

test('a request is named for one job, not for all', async () => {
  const { status, stderr } = await bench.cli(['resume', '--request', 'r']);
  expect([status, stderr]).toEqual([2, expect.stringContaining('give the id of the job, too')]);
});

test('a run whose content was refused after the work says what was charged for it, and by whom', async () => {
  const served = await serveSimulator({
    port: 0,
    dataDir: `${bench.folder}/fal`,
    profile: 'content-policy',
    timings: { queueMs: 0 },
  });
  try {
    const shot = bench.write('shot.json', shotDocument());
    const { status, stdout, stderr } = await bench.cli(['run', shot, '--provider', 'fal', '--yes'], {
      FAL_KEY: 'id:secret',
      BLOCKOUT_FAL_ORIGIN: served.origin,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/flagged by a content checker.*fal charged \$0\.\d+ for it\./);
    expect(stdout).toMatch(/failed · 1 job submitted · fal charged \$0\.\d+/);
  } finally {
    await served.close();
  }
});
