import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Order, Saying } from './order.ts';

const PROGRAM = join(import.meta.dirname, 'victim-child.ts');
/** Far above what any victim takes on a busy machine: only a hang gets there. */
const PATIENCE_MS = 300_000;
const GROUP_CHECK_MS = 20;

/** A host in a process of its own, which is to be killed. */
export interface Victim {
  readonly sayings: readonly Saying[];
  /** Resolves with the first saying of one of these kinds. Rejects where the process ends by itself. */
  until(...kinds: readonly Saying['kind'][]): Promise<Saying>;
  /** `kill -9`, and waits until no process that it started is left. */
  kill(): Promise<void>;
}

/** Compiles the program once; every later start of it is twice as quick. */
export async function warmUp(cacheFolder: string): Promise<void> {
  const child = startProgram('warm-up', cacheFolder);
  await once(child, 'exit');
}

function startProgram(argument: string, cacheFolder: string): ChildProcess {
  return spawn(process.execPath, [PROGRAM, argument], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: cacheFolder },
    // A process group of its own, by which its media process can be looked for after the kill.
    detached: true,
  });
}

export function startVictim(order: Order, cacheFolder: string): Victim {
  const child = startProgram(JSON.stringify(order), cacheFolder);
  const sayings: Saying[] = [];
  const listeners = new Set<() => void>();
  let stderr = '';
  let ended: string | null = null;
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  child.stderr!.on('data', (chunk) => {
    stderr += chunk;
  });
  createInterface({ input: child.stdout! }).on('line', (line) => {
    sayings.push(JSON.parse(line) as Saying);
    tell();
  });
  const exited = once(child, 'close').then(([code, signal]) => {
    ended = `The host ended by itself (${code ?? signal}). ${stderr.trim()}`;
    tell();
  });

  function until(...kinds: readonly Saying['kind'][]): Promise<Saying> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => finish(() => reject(new Error(`The host said nothing more. ${stderr}`))),
        PATIENCE_MS,
      );
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        listeners.delete(check);
        settle();
      };
      const check = () => {
        const found = sayings.find(({ kind }) => kinds.includes(kind));
        if (found) finish(() => resolve(found));
        else if (ended !== null) finish(() => reject(new Error(ended!)));
      };
      listeners.add(check);
      check();
    });
  }

  return {
    sayings,
    until,
    async kill() {
      child.kill('SIGKILL');
      await exited;
      await groupIsGone(child.pid!);
    },
  };
}

/** Waits until the last process of a group is gone: the media process must not outlive its host. */
async function groupIsGone(groupId: number): Promise<void> {
  const untilMs = Date.now() + PATIENCE_MS;
  while (isAlive(groupId)) {
    if (Date.now() > untilMs) throw new Error('A process that the host had started outlived it.');
    await new Promise((resolve) => setTimeout(resolve, GROUP_CHECK_MS));
  }
}

function isAlive(groupId: number): boolean {
  try {
    return process.kill(-groupId, 0);
  } catch {
    return false;
  }
}
