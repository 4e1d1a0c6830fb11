import { Worker } from 'node:worker_threads';
import type { Outcome } from './outcome.ts';
import { type CallMessage, MEMORY_REPORT_FD, type WorkerMessage } from './worker-message.ts';

/** What a method gets besides its input. */
export type WorkerContext = {
  /** Reports how far the call is, 0 to 1. Cheap: steps under 1 % are sent once a second, as a sign of life. */
  progress(fraction: number): void;
};

/** Methods of a worker by name. Input, value and problem must survive JSON. */
export type WorkerMethods = {
  readonly [name: string]: (input: never, context: WorkerContext) => Promise<Outcome<unknown, unknown>>;
};

/** Child side of `createWorkerProcess`: answers calls with `methods` until the parent goes away. */
export function serveWorker(methods: WorkerMethods): void {
  if (!process.send) throw new Error('This module is a worker; start it through createWorkerProcess.');
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C reaches the whole process group; the parent decides when a worker ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('unhandledRejection', (error) => {
    // A decoder reading ahead reports damage here as well as through the read that fails.
    if (error instanceof Error && error.name === 'FFmpegError') return;
    throw error;
  });
  process.on('message', (message: CallMessage) => void answer(methods, message));
  startMemoryReports();
  send({ kind: 'ready' });
}

const SIGN_OF_LIFE_MS = 1_000;

async function answer(methods: WorkerMethods, { id, method, input }: CallMessage): Promise<void> {
  const run = methods[method];
  if (!run) {
    send({ id, kind: 'threw', error: `No worker method is called "${method}".` });
    return;
  }
  let sentFraction = 0;
  let sentAtMs = performance.now();
  const progress = (fraction: number) => {
    const nowMs = performance.now();
    if (fraction < sentFraction + 0.01 && nowMs < sentAtMs + SIGN_OF_LIFE_MS) return;
    sentFraction = fraction;
    sentAtMs = nowMs;
    send({ id, kind: 'progress', fraction: Math.min(1, fraction) });
  };
  try {
    send({ id, kind: 'outcome', outcome: await run(input as never, { progress }) });
  } catch (error) {
    send({
      id,
      kind: 'threw',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

function send(message: WorkerMessage): void {
  if (process.connected) process.send?.(message);
}

/**
 * Writes the resident memory of this process from a thread of its own, so that a busy main thread cannot hide
 * its growth. The thread is inline source because a bundled worker has no second file beside it. A closed pipe
 * means the parent is gone, which a stuck main thread would not notice.
 */
function startMemoryReports(): void {
  const source = `
    const { writeSync } = require('node:fs');
    setInterval(() => {
      try { writeSync(${MEMORY_REPORT_FD}, process.memoryUsage.rss() + '\\n'); }
      catch (error) { if (error.code !== 'EAGAIN') process.kill(process.pid, 'SIGKILL'); }
    }, 50);`;
  new Worker(source, { eval: true, stdin: false }).unref();
}
