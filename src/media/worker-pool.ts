import type { Outcome } from './outcome.ts';
import type { WorkerMethods } from './serve-worker.ts';
import { describeWorkerEnd, type WorkerEnd } from './worker-problem.ts';
import {
  type CallOptions,
  createWorkerProcess,
  type WorkerLimits,
  type WorkerProcess,
} from './worker-process.ts';

export type WorkerPool<Methods extends WorkerMethods> = Omit<WorkerProcess<Methods>, 'pid'>;

interface Waiting {
  readonly name: string;
  readonly input: unknown;
  readonly options: CallOptions;
  settle(outcome: Outcome<unknown, unknown>): void;
}

interface Lane<Methods extends WorkerMethods> {
  readonly worker: WorkerProcess<Methods>;
  isBusy: boolean;
}

/**
 * Up to `laneCount` child processes with the same methods, each started when all others are busy: a file that one gets
 * stuck in holds up nobody else. Calls begin in the order in which they were made.
 */
export function createWorkerPool<Methods extends WorkerMethods>(
  entryUrl: URL,
  limits: WorkerLimits,
  laneCount: number,
): WorkerPool<Methods> {
  const lanes: Lane<Methods>[] = [];
  const waiting: Waiting[] = [];
  let disposed = false;

  function freeLane(): Lane<Methods> | null {
    const idle = lanes.filter(({ isBusy }) => !isBusy);
    // One whose process still runs begins at once.
    const lane = idle.find(({ worker }) => worker.pid() !== undefined) ?? idle[0];
    if (lane || lanes.length >= laneCount) return lane ?? null;
    const opened = { worker: createWorkerProcess<Methods>(entryUrl, limits), isBusy: false };
    lanes.push(opened);
    return opened;
  }

  function runNext(): void {
    for (let lane = freeLane(); lane && waiting.length > 0; lane = freeLane())
      void run(lane, waiting.shift()!);
  }

  async function run(lane: Lane<Methods>, { name, input, options, settle }: Waiting): Promise<void> {
    lane.isBusy = true;
    settle(await lane.worker.call(name, input as never, options));
    lane.isBusy = false;
    runNext();
  }

  function giveUp({ name, options, settle }: Waiting, end: WorkerEnd): void {
    settle({ ok: false, problem: describeWorkerEnd(end, options.doing ?? `running "${name}"`, '') });
  }

  function call(name: string, input: unknown, options: CallOptions = {}): Promise<Outcome<unknown, unknown>> {
    return new Promise((resolve) => {
      const cancel = () => {
        const place = waiting.indexOf(one);
        if (place < 0) return;
        waiting.splice(place, 1);
        giveUp(one, { kind: 'cancelled' });
      };
      const one: Waiting = {
        ...{ name, input, options },
        settle(outcome) {
          options.signal?.removeEventListener('abort', cancel);
          resolve(outcome);
        },
      };
      if (disposed) return giveUp(one, { kind: 'disposed' });
      if (options.signal?.aborted) return giveUp(one, { kind: 'cancelled' });
      options.signal?.addEventListener('abort', cancel, { once: true });
      waiting.push(one);
      runNext();
    });
  }

  return {
    call: call as WorkerPool<Methods>['call'],
    dispose() {
      disposed = true;
      for (const { worker } of lanes) worker.dispose();
      for (const one of waiting.splice(0)) giveUp(one, { kind: 'disposed' });
    },
  };
}
