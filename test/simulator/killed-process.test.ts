import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { APP, CLIP_URL, COMMON_HEADERS, ENDPOINT } from './rig.ts';
import { writeSampleClip } from './sample-media.ts';

const SERVE = new URL('../../src/simulator/serve.ts', import.meta.url).href;
/** Serves a simulator until it is killed, and says where. */
const SERVER = `
  const { serveSimulator } = await import(${JSON.stringify(SERVE)});
  const [dataDir, clip] = process.argv.slice(1);
  const fixtures = { ${JSON.stringify(CLIP_URL)}: clip };
  const served = await serveSimulator({ port: 0, dataDir, fixtures, timings: { queueMs: 0 } });
  console.log(served.origin);`;

async function startServer(dataDir: string, clip: string): Promise<{ child: ChildProcess; queue: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SERVER, dataDir, clip], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, queue: `${line.toString().trim()}/__host/queue.fal.run` };
}

/** Follows the status stream up to the first event of this status. */
async function waitFor(status: string, queue: string, requestId: string): Promise<Record<string, unknown>> {
  const url = `${queue}/${APP}/requests/${requestId}/status/stream?logs=1`;
  const response = await fetch(url, { headers: COMMON_HEADERS });
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk, { stream: true });
    const events = text
      .split('\n\n')
      .slice(0, -1)
      .map((event) => JSON.parse(event.replace('data: ', '')));
    const wanted = events.find((event) => event.status === status);
    if (wanted) return wanted;
  }
  throw new Error(`the stream ended without ${status}: ${text}`);
}

test('a job survives the kill of its process in the middle of the rendering', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'simulator-killed-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const clip = await writeSampleClip({ path: join(dataDir, 'clip.mp4'), frameCount: 4 });

  const first = await startServer(dataDir, clip);
  const submit = await fetch(`${first.queue}/${ENDPOINT}`, {
    method: 'POST',
    headers: COMMON_HEADERS,
    body: JSON.stringify({ video_url: CLIP_URL, resolution: '480p', num_frames: 97, seed: 9 }),
  });
  const { request_id: id } = (await submit.json()) as { request_id: string };
  await waitFor('IN_PROGRESS', first.queue, id);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  const second = await startServer(dataDir, clip);
  expect(await waitFor('COMPLETED', second.queue, id)).not.toHaveProperty('error');
  const result = await fetch(`${second.queue}/${APP}/requests/${id}`, { headers: COMMON_HEADERS });
  expect(await result.json()).toMatchObject({ seed: 9, video: { num_frames: 97 } });
});
