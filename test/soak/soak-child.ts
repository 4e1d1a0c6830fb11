import { AsyncLocalStorage } from 'node:async_hooks';
import { readdirSync } from 'node:fs';
import { appendFile, copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { createHost } from '../../src/host/create-host.ts';
import { servedTransport, type Transport } from '../../src/host/providers/transport.ts';
import { PROFILE_HEADER, SCENARIO_HEADER } from '../../src/simulator/faults/fault-gate.ts';
import { oxenClip, oxenShot } from '../host/oxen-clip.ts';
import { CLIP, type Shot, shotDocument } from '../host/shot.ts';
import type { SoakJob } from './soak-job.ts';
import type { FromHost, SoakOrder, ToHost } from './soak-message.ts';

/** A host that runs what its parent sends, several at once, and tells how it is. Started with `--expose-gc`. */
const order = JSON.parse(process.argv[2]!) as SoakOrder;
const SAMPLE_MS = 2_000;

const tell = (message: FromHost) => process.send!(message);
const toServed = servedTransport(order.origin);
/** The job on whose behalf a call is made. */
const onBehalf = new AsyncLocalStorage<SoakJob>();

const transport: Transport = (url, init) => {
  const job = onBehalf.getStore();
  if (!job || job.profiles.length === 0) return toServed(url, init);
  const headers = new Headers(init.headers);
  headers.set(PROFILE_HEADER, job.profiles.join('+'));
  headers.set(SCENARIO_HEADER, String(job.number));
  return toServed(url, { ...init, headers });
};

const host = createHost({
  home: order.home,
  env: { FAL_KEY: 'soak-key:soak-secret', OXEN_API_KEY: 'soak-oxen-key' },
  transport,
  ...oxenClip,
});

async function writeWorkflow(job: SoakJob): Promise<string> {
  const folder = join(order.folder, `job-${job.number}`);
  await mkdir(folder, { recursive: true });
  // Two hosts may be given the same job at once: each file comes into its place whole.
  const [clip, shot] = ['clip.mp4', 'shot.json'].map((name) => join(folder, `${process.pid}-${name}`));
  await copyFile(CLIP, clip!);
  // A clip of its own, so that every job uploads: an empty box at the end, whose name is the number.
  await appendFile(
    clip!,
    Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('free'), numberBytes(job.number)]),
  );
  await rename(clip!, join(folder, 'clip.mp4'));
  const file = join(folder, 'shot.json');
  await writeFile(shot!, JSON.stringify(shotDocument(shotOf(job))));
  await rename(shot!, file);
  return file;
}

const numberBytes = (number: number) => Buffer.from(String(number).padStart(8, '0'));

function shotOf({ number, provider, isHdr }: SoakJob): Shot {
  if (provider === 'oxen') return oxenShot({ seed: number });
  return isHdr ? { seed: number, type: 'hdr', request: { prompt: 'A harbor.' } } : { seed: number };
}

async function runJob(job: SoakJob): Promise<void> {
  const file = await writeWorkflow(job);
  const opened = await host.loadWorkflowFile(file);
  if (!opened.ok) throw new Error(opened.problem.message);
  const { provider, number } = job;
  const plan = await host.plan(opened.workflow, { folder: opened.folder, provider, mayDownload: true });
  const cancel = new AbortController();
  const onEvent = (event: RunEvent) => {
    const isThere = event.kind === 'node-progress' && (event.state === 'queued' || event.state === 'running');
    if (job.isCancelled && isThere) cancel.abort();
  };
  const { status, problems } = await host.run(plan, { signal: cancel.signal, onEvent });
  tell({ kind: 'ended', number, status, problems: problems.map(({ message }) => message) });
}

function sample(): void {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const [rssMb, heapMb] = [rss / 1e6, heapUsed / 1e6];
  tell({ kind: 'sample', sample: { atMs: Date.now(), rssMb, heapMb, descriptors: openDescriptors() } });
}

/** Linux and macOS list them; elsewhere nothing tells. */
function openDescriptors(): number {
  try {
    return readdirSync(process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd').length;
  } catch {
    return Number.NaN;
  }
}

process.on('message', (message: ToHost) => {
  if (message.kind === 'job') return void onBehalf.run(message.job, () => runJob(message.job));
  clearInterval(timer);
  sample();
  void host.close().then(() => process.disconnect());
});

await host.settings.update({ capPerRunUsd: null, capPerDayUsd: null });
const timer = setInterval(sample, SAMPLE_MS);
tell({ kind: 'ready' });
