import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { ENDPOINT } from './rig.ts';
import { createVirtualClock } from './virtual-clock.ts';

async function openSimulator() {
  const dataDir = await mkdtemp(join(tmpdir(), 'combined-'));
  const faults: string[] = [];
  const onFault = (profile: string, route: string) => faults.push(`${profile} at ${route}`);
  const simulator = createSimulator({ dataDir, clock: createVirtualClock(), onFault });
  onTestFinished(async () => {
    await simulator.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  async function submit(profile: string, scenario: string) {
    const headers = {
      ...{ authorization: 'Key any:key', 'content-type': 'application/json' },
      ...{ 'x-blockout-profile': profile, 'x-blockout-scenario': scenario },
    };
    const body = JSON.stringify({ video_url: 'https://example.com/a.mp4', seed: 1 });
    const request = new Request(`https://queue.fal.run/${ENDPOINT}`, { method: 'POST', headers, body });
    const answer = await simulator.fetch(request);
    return { status: answer.status, body: (await answer.json()) as { queue_position?: number } };
  }
  return { faults, submit };
}

test('several profiles at once all have their effect, each in its way', async () => {
  const { faults, submit } = await openSimulator();
  expect((await submit('slow-queue+no-such-profile', 'a')).status).toBe(400);
  expect((await submit('locked-mid-batch+slow-queue', 'a')).body.queue_position).toBe(6);
  expect((await submit('locked-mid-batch+slow-queue', 'a')).status).toBe(200);
  expect((await submit('locked-mid-batch+slow-queue', 'a')).status).toBe(403);
  expect(faults).toEqual(['locked-mid-batch at submit']);
});

test('calls about nothing known yet are counted for each scenario', async () => {
  const { submit } = await openSimulator();
  for (const scenario of ['a', 'b']) {
    const answers = [await submit('locked-mid-batch', scenario), await submit('locked-mid-batch', scenario)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  }
  expect((await submit('locked-mid-batch', 'a')).status).toBe(403);
});
