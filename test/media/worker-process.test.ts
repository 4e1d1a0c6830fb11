import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { childEnvironment } from '../../src/media/start-child.ts';
import {
  createWorkerProcess,
  type WorkerLimits,
  type WorkerProcess,
} from '../../src/media/worker-process.ts';
import { WAIT_LIMIT_MS } from '../wait-limit.ts';
import type { FixtureMethods } from './worker-fixture.ts';

const ENTRY = new URL('./worker-fixture.ts', import.meta.url);
const IDLE_PARENT = fileURLToPath(new URL('./idle-parent-fixture.ts', import.meta.url));
const started: WorkerProcess<FixtureMethods>[] = [];

function createWorker(limits: Partial<WorkerLimits> = {}): WorkerProcess<FixtureMethods> {
  const worker = createWorkerProcess<FixtureMethods>(ENTRY, {
    timeoutMs: WAIT_LIMIT_MS,
    memoryMb: 1_000,
    ...limits,
  });
  started.push(worker);
  return worker;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function pidOf(worker: WorkerProcess<FixtureMethods>): Promise<number> {
  const echoed = await worker.call('echo', { text: '' });
  if (!echoed.ok) throw new Error(echoed.problem.message);
  return echoed.value.pid;
}

afterEach(() => {
  for (const worker of started.splice(0)) worker.dispose();
});

describe('a call into a worker process', () => {
  it('returns the value of the method and reuses the process', async () => {
    const worker = createWorker();
    expect(worker.pid()).toBeUndefined();
    const first = await worker.call('echo', { text: 'hello' });
    const second = await worker.call('echo', { text: 'again' });
    expect(first).toMatchObject({ ok: true, value: { text: 'hello', pid: worker.pid() } });
    expect(second).toMatchObject({ ok: true, value: { text: 'again', pid: worker.pid() } });
    expect(worker.pid()).not.toBe(process.pid);
  });

  it('passes on a problem that the method returns', async () => {
    const outcome = await createWorker().call('refuse', undefined);
    expect(outcome).toEqual({ ok: false, problem: { code: 'refused', message: 'No.', fix: 'Ask again.' } });
  });

  it('reports rising progress before the result', async () => {
    const fractions: number[] = [];
    const onProgress = (fraction: number) => fractions.push(fraction);
    await createWorker().call('count', { steps: 4 }, { onProgress });
    expect(fractions).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it('does not send progress steps below one percent', async () => {
    const fractions: number[] = [];
    const onProgress = (fraction: number) => fractions.push(fraction);
    await createWorker().call('count', { steps: 100_000 }, { onProgress });
    expect(fractions.length).toBeLessThanOrEqual(100);
  });

  it('runs calls one after the other in their order', async () => {
    const worker = createWorker();
    const finished: string[] = [];
    const texts = ['a', 'b', 'c', 'd'];
    await Promise.all(texts.map((text) => worker.call('echo', { text }).then(() => finished.push(text))));
    expect(finished).toEqual(texts);
  });
});

describe('a call that goes wrong', () => {
  it('ends with "timeout" even when the child is stuck in a loop, and the next call works', async () => {
    const worker = createWorker();
    const before = await pidOf(worker);
    const stuck = await worker.call('blockForEver', undefined, { timeoutMs: 200, doing: 'reading "a.mp4"' });
    expect(stuck).toMatchObject({
      ok: false,
      problem: { code: 'timeout', message: expect.stringContaining('reading "a.mp4" after 0.2 s') },
    });
    expect(isRunning(before)).toBe(false);
    expect(await pidOf(worker)).not.toBe(before);
  });

  it('ends with "out-of-memory" when the child grows beyond its limit while its main thread is busy', async () => {
    const worker = createWorker({ memoryMb: 300 });
    const outcome = await worker.call('growForEver', undefined);
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'out-of-memory', message: expect.stringContaining('300 MB') },
    });
    expect(await worker.call('echo', { text: 'alive' })).toMatchObject({
      ok: true,
      value: { text: 'alive' },
    });
  });

  it('ends with "crashed" and the last output when the child dies, and the next call works', async () => {
    const worker = createWorker();
    const outcome = await worker.call('exit', undefined);
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'crashed', detail: expect.stringContaining('codec noise before the end') },
    });
    expect(await worker.call('echo', { text: 'alive' })).toMatchObject({
      ok: true,
      value: { text: 'alive' },
    });
  });

  it('ends with "crashed" and the stack when the method throws, in a fresh process afterwards', async () => {
    const worker = createWorker();
    const before = await pidOf(worker);
    const outcome = await worker.call('fail', undefined);
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'crashed', detail: expect.stringContaining('a bug in a method') },
    });
    expect(await pidOf(worker)).not.toBe(before);
  });
});

describe('cancelling', () => {
  it('ends the running call with "cancelled" and starts afresh', async () => {
    const worker = createWorker();
    const before = await pidOf(worker);
    const abort = new AbortController();
    const running = worker.call('blockForEver', undefined, { signal: abort.signal });
    abort.abort();
    expect(await running).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(await pidOf(worker)).not.toBe(before);
  });

  it('takes a waiting call out of the queue without touching the others', async () => {
    const worker = createWorker();
    const abort = new AbortController();
    const first = worker.call('echo', { text: 'first' });
    const waiting = worker.call('blockForEver', undefined, { signal: abort.signal });
    const last = worker.call('echo', { text: 'last' });
    abort.abort();
    expect(await waiting).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    const [a, b] = await Promise.all([first, last]);
    expect(a.ok && b.ok && a.value.pid === b.value.pid).toBe(true);
  });

  it('never starts a call whose signal is already aborted', async () => {
    const worker = createWorker();
    const outcome = await worker.call('echo', { text: '' }, { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(worker.pid()).toBeUndefined();
  });
});

describe('the life of the child', () => {
  it('ends at once on dispose, with every call cancelled, also later ones', async () => {
    const worker = createWorker();
    const pid = await pidOf(worker);
    const calls = [worker.call('waitForEver', undefined), worker.call('echo', { text: '' })];
    worker.dispose();
    const late = worker.call('echo', { text: '' });
    for (const call of [...calls, late]) {
      expect(await call).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    }
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('ends after the idle time and is started again when needed', async () => {
    const worker = createWorker({ idleMs: 1 });
    const before = await pidOf(worker);
    await expect.poll(() => isRunning(before)).toBe(false);
    expect(await pidOf(worker)).not.toBe(before);
  });

  it('does not keep an otherwise finished parent alive', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [IDLE_PARENT]);
    // An orphan that has ended stays visible until the system's first process collects it.
    await expect.poll(() => isRunning(Number(stdout))).toBe(false);
  });

  it('ends when its parent is killed in the middle of a call', async () => {
    const parent = spawn(process.execPath, [IDLE_PARENT, '--wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(chunk.toString());
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('gets a small environment without keys', async () => {
    vi.stubEnv('FAL_KEY', 'id:secret');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('NODE_OPTIONS', '--no-warnings');
    const outcome = await createWorker().call('environment', undefined);
    vi.unstubAllEnvs();
    if (!outcome.ok) throw new Error(outcome.problem.message);
    expect(outcome.value).toMatchObject({ ELECTRON_RUN_AS_NODE: '1', PATH: process.env.PATH });
    expect(Object.keys(outcome.value)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/KEY|SECRET|NODE_OPTIONS/)]),
    );
  });

  it('names the variables it passes instead of those it hides', () => {
    const passed = childEnvironment({ PATH: '/bin', SOMETHING_NEW: 'x', MY_TOKEN: 'y' });
    expect(passed).toEqual({ PATH: '/bin', ELECTRON_RUN_AS_NODE: '1' });
  });
});
