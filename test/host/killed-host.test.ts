import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHost } from '../../src/host/create-host.ts';
import type { Host } from '../../src/host/host.ts';
import { servedTransport } from '../../src/host/providers/transport.ts';
import { type ServedSimulator, serveSimulator } from '../../src/simulator/serve.ts';
import { media, quickRenderer } from '../kept-processes.ts';
import { CLIP_URL, oxenClip, oxenShot } from './oxen-clip.ts';
import { createQuickClock } from './quick-clock.ts';
import { onlyJob } from './rig.ts';
import { CLIP, writeShot } from './shot.ts';

const ENDPOINT = 'fal-ai/ltx-2.3-quality/render-to-real';
let root: string;
let served: ServedSimulator;
let seed = 100;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'killed-'));
  served = await serveSimulator({
    port: 0,
    renderer: quickRenderer,
    dataDir: join(root, 'fal'),
    timings: { queueMs: 20 },
    fixtures: { [CLIP_URL]: CLIP },
  });
});
afterAll(async () => {
  await served.close();
  await rm(root, { recursive: true, force: true });
});

interface Killed {
  readonly provider: 'fal' | 'oxen';
  readonly home: string;
  readonly file: string;
  readonly seed: number;
}

/** Runs a shot of its own in another process, which dies at `moment`. */
async function killAt(moment: string, provider: Killed['provider'] = 'fal'): Promise<Killed> {
  const folder = join(root, `project-${++seed}`);
  await mkdir(folder);
  const file = await writeShot(folder, provider === 'fal' ? { seed } : oxenShot({ seed }));
  const home = join(folder, 'home');
  const script = join(import.meta.dirname, 'crash-child.ts');
  const child = spawn(process.execPath, [script, home, file, served.origin, moment, provider], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
  expect(signal, stderr).toBe('SIGKILL');
  return { provider, home, file, seed };
}

/** Opens a host on what the killed one left, with every open job taken up and waited for. */
async function restart({ home }: Killed, check: (host: Host) => Promise<void>): Promise<void> {
  const host = createHost({
    home,
    media,
    env: { FAL_KEY: 'crash-key:crash-secret', OXEN_API_KEY: 'crash-oxen-key' },
    clock: createQuickClock(Date.now()),
    transport: servedTransport(served.origin),
    ...oxenClip,
  });
  try {
    await host.jobs.resume();
    await check(host);
  } finally {
    await host.close();
  }
}

async function runAgain(host: Host, { file, provider }: Killed) {
  const opened = await host.loadWorkflowFile(file);
  if (!opened.ok) throw new Error(opened.problem.message);
  return host.run(await host.plan(opened.workflow, { folder: opened.folder, provider }));
}

/** How many submits with the seed of this shot the simulator has recorded. */
async function recordedSubmits(killed: Killed): Promise<number> {
  const send = servedTransport(served.origin);
  if (killed.provider === 'oxen') {
    const headers = { authorization: 'Bearer any-key' };
    const answer = await send('https://hub.oxen.ai/api/ai/queue?status=succeeded', { headers });
    const { generations } = (await answer.json()) as { generations: { seed: number }[] };
    return generations.filter((generation) => generation.seed === killed.seed).length;
  }
  const url = `https://api.fal.ai/v1/models/requests/by-endpoint?endpoint_id=${ENDPOINT}&limit=100&expand=payloads`;
  const answer = await send(url, { headers: { authorization: 'Key any:key' } });
  const { items } = (await answer.json()) as { items: { json_input: { seed: number } }[] };
  return items.filter(({ json_input }) => json_input.seed === killed.seed).length;
}

test.each([
  'before the answer to the submit is written down',
  'when the job is submitted',
  'when the job is running',
  'when the job is fetching',
  'before the result is written down',
  'in the middle of the download',
  'when the job is done',
])('killed %s, the take is found again and paid once', async (moment) => {
  const killed = await killAt(moment);
  await restart(killed, async (host) => {
    expect(onlyJob(host)).toMatchObject({ state: 'done', seed: killed.seed });
    const again = await runAgain(host, killed);
    expect(again).toMatchObject({ status: 'done', problems: [] });
    expect(await recordedSubmits(killed)).toBe(1);
    expect(host.jobs.list()).toHaveLength(1);
  });
});

test('killed before the answer to the submit is written down at Oxen, what reads the same is shown and taken on a person’s word', async () => {
  const killed = await killAt('before the answer to the submit is written down', 'oxen');
  await restart(killed, async (host) => {
    const { id, state, alikeRequestId } = onlyJob(host);
    expect(state).toBe('unknown');
    expect((await runAgain(host, killed)).status).toBe('failed');
    expect(await host.jobs.resume(id, alikeRequestId!)).toMatchObject([{ state: 'done', seed: killed.seed }]);
    expect(await runAgain(host, killed)).toMatchObject({ status: 'done', problems: [] });
    expect(await recordedSubmits(killed)).toBe(1);
  });
});

test.each(['when the job is submitted', 'when the job is fetching', 'in the middle of the download'])(
  'killed %s at Oxen, the take is found again and paid once',
  async (moment) => {
    const killed = await killAt(moment, 'oxen');
    await restart(killed, async (host) => {
      expect(onlyJob(host)).toMatchObject({ state: 'done', provider: { id: 'oxen' }, seed: killed.seed });
      expect(await runAgain(host, killed)).toMatchObject({ status: 'done', problems: [] });
      expect(await recordedSubmits(killed)).toBe(1);
      expect(host.jobs.list()).toHaveLength(1);
    });
  },
);

test('killed when the job is intended, nothing was sent and the way is free', async () => {
  const killed = await killAt('when the job is intended');
  await restart(killed, async (host) => {
    expect(onlyJob(host)).toMatchObject({ state: 'cancelled', charge: 'free' });
    expect(await recordedSubmits(killed)).toBe(0);
    expect((await runAgain(host, killed)).status).toBe('done');
    expect(await recordedSubmits(killed)).toBe(1);
  });
});

test('killed before the submit leaves, the job is looked for and sent again only on a person’s word', async () => {
  const killed = await killAt('before the submit leaves');
  await restart(killed, async (host) => {
    expect(onlyJob(host)).toMatchObject({ state: 'unknown', charge: 'unknown', requestId: null });
    expect((await runAgain(host, killed)).status).toBe('failed');
    expect(await recordedSubmits(killed)).toBe(0);
    await host.jobs.close(onlyJob(host).id);
    expect((await runAgain(host, killed)).status).toBe('done');
    expect(await recordedSubmits(killed)).toBe(1);
  });
});
