import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorkerPool, type WorkerPool } from '../../src/media/worker-pool.ts';
import type { WorkerLimits } from '../../src/media/worker-process.ts';
import type { FixtureMethods } from './worker-fixture.ts';

const ENTRY = new URL('./worker-fixture.ts', import.meta.url);
const opened: WorkerPool<FixtureMethods>[] = [];

function openPool(laneCount: number, limits: Partial<WorkerLimits> = {}): WorkerPool<FixtureMethods> {
  const pool = createWorkerPool<FixtureMethods>(
    ENTRY,
    { timeoutMs: 3_600_000, memoryMb: 1_000, ...limits },
    laneCount,
  );
  opened.push(pool);
  return pool;
}

async function pidOf(pool: WorkerPool<FixtureMethods>): Promise<number> {
  const echoed = await pool.call('echo', { text: '' });
  if (!echoed.ok) throw new Error(echoed.problem.message);
  return echoed.value.pid;
}

afterEach(() => {
  for (const pool of opened.splice(0)) pool.dispose();
});

describe('work in several lanes', () => {
  it('goes on beside a call that is stuck for ever', async () => {
    const pool = openPool(2);
    const abort = new AbortController();
    const stuck = pool.call('blockForEver', undefined, { signal: abort.signal });
    const pids = [await pidOf(pool), await pidOf(pool)];
    expect(pids[0]).toBe(pids[1]);
    abort.abort();
    expect(await stuck).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
  });

  it('starts another process only when all others are busy', async () => {
    const pool = openPool(3);
    const first = await pidOf(pool);
    expect(await pidOf(pool)).toBe(first);
    const both = await Promise.all([pidOf(pool), pidOf(pool)]);
    expect(both[0]).toBe(first);
    expect(both[1]).not.toBe(first);
  });

  it('waits in order when every lane is busy, and goes on when one is free', async () => {
    const pool = openPool(1);
    const ended: string[] = [];
    const stuck = pool.call('blockForEver', undefined, { timeoutMs: 50 });
    const texts = ['a', 'b', 'c'];
    const rest = texts.map((text) => pool.call('echo', { text }).then(() => ended.push(text)));
    expect(await stuck).toMatchObject({ ok: false, problem: { code: 'timeout' } });
    await Promise.all(rest);
    expect(ended).toEqual(texts);
  });

  it('lets a waiting call be cancelled, and cancels all on dispose', async () => {
    const pool = openPool(1);
    const abort = new AbortController();
    const running = pool.call('waitForEver', undefined);
    const left = pool.call('echo', { text: '' }, { signal: abort.signal });
    const waiting = pool.call('echo', { text: '' });
    abort.abort();
    expect(await left).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    pool.dispose();
    const late = pool.call('echo', { text: '' });
    for (const call of [running, waiting, late]) {
      expect(await call).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    }
  });
});

describe('limits', () => {
  const STALL_MS = 5_000;
  // Only the timers of this process: how fast the machine is plays no part.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('end a call that shows no sign of life', async () => {
    const pool = openPool(1);
    await pidOf(pool);
    const quiet = pool.call('waitForEver', undefined, { stallMs: STALL_MS, doing: 'conforming "a.mp4"' });
    vi.advanceTimersByTime(STALL_MS);
    expect(await quiet).toMatchObject({
      ok: false,
      problem: { code: 'timeout', message: 'Stopped conforming "a.mp4": nothing had moved on for 5 s.' },
    });
  });

  it('leave a call that crawls, however small its steps', async () => {
    const pool = openPool(1);
    let signCount = 0;
    const onProgress = () => {
      signCount++;
      vi.advanceTimersByTime(0.9 * STALL_MS);
    };
    const alive = pool.call('crawl', { steps: 4, pauseMs: 1_001 }, { stallMs: STALL_MS, onProgress });
    expect(await alive).toMatchObject({ ok: true });
    expect(signCount).toBeGreaterThan(2);
  });

  it('begin when the process is there, however long its start takes', async () => {
    const pool = openPool(1);
    const echoed = pool.call('echo', { text: 'late' }, { timeoutMs: 1_000 });
    vi.advanceTimersByTime(10_000);
    expect(await echoed).toMatchObject({ ok: true, value: { text: 'late' } });
  });
});
