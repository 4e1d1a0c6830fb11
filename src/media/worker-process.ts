import type { Outcome } from './outcome.ts';
import type { WorkerMethods } from './serve-worker.ts';
import { type Child, startChild } from './start-child.ts';
import type { WorkerMessage } from './worker-message.ts';
import { describeWorkerEnd, type WorkerEnd, type WorkerProblem } from './worker-problem.ts';

const DEFAULT_IDLE_MS = 30_000;
const BYTES_PER_MB = 1_000_000;
/** A process that loads its codecs on a machine with much else to do. */
const START_MS = 120_000;

export type WorkerLimits = {
  /** Longest a single call may take once it has begun; the start of the process has a limit of its own. */
  timeoutMs: number;
  /** Resident memory at which the process is killed. An idle worker with codecs loaded needs about 150 MB. */
  memoryMb: number;
  /** How long an unused process is kept; default 30 s. */
  idleMs?: number;
};

export type CallOptions = {
  signal?: AbortSignal;
  onProgress?(fraction: number): void;
  /** A shorter limit for this call than that of the process. */
  timeoutMs?: number;
  /** Longest time without any sign that the call moves on; for work that tells its progress. */
  stallMs?: number;
  /** Said in problems, as in `reading "shot.mp4"`. */
  doing?: string;
};

/** What a call answers: the outcome of the method, or what happened to the process. */
type Answer<Methods extends WorkerMethods, Name extends keyof Methods> =
  | Awaited<ReturnType<Methods[Name]>>
  | { ok: false; problem: WorkerProblem };

export type WorkerProcess<Methods extends WorkerMethods> = {
  /** Runs one method in the child; calls wait for each other. Never rejects. */
  call<Name extends keyof Methods & string>(
    name: Name,
    input: Parameters<Methods[Name]>[0],
    options?: CallOptions,
  ): Promise<Answer<Methods, Name>>;
  /** Id of the running child, if there is one. */
  pid(): number | undefined;
  /** Kills the child and cancels every call; safe at exit. Later calls are cancelled too. */
  dispose(): void;
};

type Pending = {
  id: number;
  name: string;
  input: unknown;
  options: CallOptions;
  settle(outcome: Outcome<unknown, unknown>): void;
};

/** A child process that runs `entryUrl` (a module that calls `serveWorker`), started on the first call. */
export function createWorkerProcess<Methods extends WorkerMethods>(
  entryUrl: URL,
  limits: WorkerLimits,
): WorkerProcess<Methods> {
  const queue: Pending[] = [];
  let current: Pending | null = null;
  let child: Child | null = null;
  /** Why the child was killed; its exit is then no crash. */
  let killedFor: WorkerEnd | null = null;
  let isReady = false;
  let startTimer: NodeJS.Timeout | undefined;
  let timeoutTimer: NodeJS.Timeout | undefined;
  let stallTimer: NodeJS.Timeout | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let nextId = 1;
  let disposed = false;

  function fail(pending: Pending, end: WorkerEnd, outputTail: string): void {
    const doing = pending.options.doing ?? `running "${pending.name}"`;
    pending.settle({ ok: false, problem: describeWorkerEnd(end, doing, outputTail) });
  }

  function kill(end: WorkerEnd): void {
    if (!child || killedFor) return;
    killedFor = end;
    child.kill();
  }

  function start(): Child {
    killedFor = null;
    isReady = false;
    startTimer = setTimeout(() => kill({ kind: 'not-started', startMs: START_MS }), START_MS);
    const started = startChild(entryUrl, {
      onMessage: (message) => child === started && receive(message),
      onMemory: (rssBytes) => {
        if (child === started && rssBytes > limits.memoryMb * BYTES_PER_MB) {
          kill({ kind: 'out-of-memory', memoryMb: limits.memoryMb });
        }
      },
      onExit: (code, signal) => {
        if (child !== started) return;
        child = null;
        clearTimeout(startTimer);
        const ended = current;
        finishCurrent();
        if (ended) fail(ended, killedFor ?? { kind: 'exited', code, signal }, started.outputTail());
        runNext();
      },
    });
    return started;
  }

  function receive(message: WorkerMessage): void {
    if (message.kind === 'ready') {
      isReady = true;
      clearTimeout(startTimer);
      if (current) startTimers(current);
      return;
    }
    if (!current || message.id !== current.id || killedFor) return;
    if (message.kind === 'progress') {
      watchStall(current);
      current.options.onProgress?.(message.fraction);
    } else if (message.kind === 'threw') {
      // After an unexpected error the state of the child is unknown: end it, its exit settles the call.
      kill({ kind: 'threw', error: message.error });
    } else {
      const { settle } = current;
      finishCurrent();
      settle(message.outcome);
      runNext();
    }
  }

  function finishCurrent(): void {
    clearTimeout(timeoutTimer);
    clearTimeout(stallTimer);
    current = null;
    child?.keepParentAlive(false);
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => {
      if (!current) kill({ kind: 'cancelled' });
    }, limits.idleMs ?? DEFAULT_IDLE_MS).unref();
  }

  function runNext(): void {
    if (current || queue.length === 0) return;
    // A child that was killed while idle is replaced once its exit arrives.
    if (child && killedFor) {
      child.keepParentAlive(true);
      return;
    }
    const next = queue.shift()!;
    clearTimeout(idleTimer);
    child ??= start();
    current = next;
    child.keepParentAlive(true);
    if (isReady) startTimers(next);
    child.send({ id: next.id, method: next.name, input: next.input });
  }

  function startTimers(call: Pending): void {
    const timeoutMs = Math.min(call.options.timeoutMs ?? limits.timeoutMs, limits.timeoutMs);
    timeoutTimer = setTimeout(() => kill({ kind: 'timeout', timeoutMs }), timeoutMs);
    watchStall(call);
  }

  function watchStall({ options: { stallMs } }: Pending): void {
    clearTimeout(stallTimer);
    if (stallMs !== undefined) stallTimer = setTimeout(() => kill({ kind: 'stalled', stallMs }), stallMs);
  }

  function cancel(pending: Pending): void {
    if (pending === current) kill({ kind: 'cancelled' });
    const position = queue.indexOf(pending);
    if (position < 0) return;
    queue.splice(position, 1);
    fail(pending, { kind: 'cancelled' }, '');
  }

  function call(name: string, input: unknown, options: CallOptions = {}): Promise<Outcome<unknown, unknown>> {
    return new Promise((resolve) => {
      const abort = () => cancel(pending);
      const settle = (outcome: Outcome<unknown, unknown>) => {
        options.signal?.removeEventListener('abort', abort);
        resolve(outcome);
      };
      const pending: Pending = { id: nextId++, name, input, options, settle };
      if (disposed) return fail(pending, { kind: 'disposed' }, '');
      if (options.signal?.aborted) return fail(pending, { kind: 'cancelled' }, '');
      options.signal?.addEventListener('abort', abort, { once: true });
      queue.push(pending);
      runNext();
    });
  }

  return {
    call: call as WorkerProcess<Methods>['call'],
    pid: () => child?.pid,
    dispose() {
      disposed = true;
      const cancelled = [...(current ? [current] : []), ...queue.splice(0)];
      const ended = child;
      child = null;
      clearTimeout(startTimer);
      finishCurrent();
      clearTimeout(idleTimer);
      ended?.keepParentAlive(false);
      ended?.kill();
      for (const pending of cancelled) fail(pending, { kind: 'disposed' }, '');
    },
  };
}
