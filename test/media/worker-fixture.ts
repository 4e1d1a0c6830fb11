import { serveWorker, type WorkerContext } from '../../src/media/serve-worker.ts';

/** Methods that misbehave on purpose. */
const methods = {
  async echo({ text }: { text: string }) {
    return { ok: true as const, value: { text, pid: process.pid } };
  },
  async refuse() {
    return { ok: false as const, problem: { code: 'refused' as const, message: 'No.', fix: 'Ask again.' } };
  },
  async count({ steps }: { steps: number }, { progress }: WorkerContext) {
    for (let step = 1; step <= steps; step++) progress(step / steps);
    return { ok: true as const, value: steps };
  },
  /** Goes on so slowly that only its signs of life show it. */
  async crawl({ steps, pauseMs }: { steps: number; pauseMs: number }, { progress }: WorkerContext) {
    for (let step = 1; step <= steps; step++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
      progress(step / 10_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { ok: true as const, value: steps };
  },
  async environment() {
    return { ok: true as const, value: { ...process.env } };
  },
  async blockForEver() {
    for (;;) Math.random();
  },
  async waitForEver() {
    return new Promise<{ ok: true; value: null }>(() => {});
  },
  async growForEver() {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(10_000_000, kept.length));
  },
  async exit() {
    process.stderr.write('codec noise before the end\n');
    process.abort();
  },
  async fail() {
    throw new Error('a bug in a method');
  },
};

export type FixtureMethods = typeof methods;

serveWorker(methods);
