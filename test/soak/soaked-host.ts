import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Sample } from './measure.ts';
import type { SoakJob } from './soak-job.ts';
import type { FromHost, SoakOrder, ToHost } from './soak-message.ts';

export interface Ended {
  readonly status: string;
  readonly problems: readonly string[];
}

/** A host in a process of its own. */
export interface SoakedHost {
  readonly samples: readonly Sample[];
  /** Resolves when the run has ended. Rejects where the host ends first. */
  run(job: SoakJob): Promise<Ended>;
  close(): Promise<void>;
}

export async function startSoakedHost(order: SoakOrder): Promise<SoakedHost> {
  const program = join(import.meta.dirname, 'soak-child.ts');
  const child: ChildProcess = fork(program, [JSON.stringify(order)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const samples: Sample[] = [];
  const waiting = new Map<number, { resolve(ended: Ended): void; reject(error: Error): void }>();
  let isReady = () => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  child.on('message', (message: FromHost) => {
    switch (message.kind) {
      case 'ready':
        return isReady();
      case 'sample':
        samples.push(message.sample);
        return;
      case 'ended':
        waiting.get(message.number)?.resolve(message);
        waiting.delete(message.number);
    }
  });
  const exited = once(child, 'exit').then(([code, signal]) => {
    const error = new Error(`a host ended by itself (${code ?? signal})`);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  await Promise.race([ready, exited]);
  return {
    samples,
    run: (job) =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null) return reject(new Error('the host has ended'));
        waiting.set(job.number, { resolve, reject });
        child.send({ kind: 'job', job } satisfies ToHost);
      }),
    async close() {
      child.send({ kind: 'close' } satisfies ToHost);
      await exited;
    },
  };
}
