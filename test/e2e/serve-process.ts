import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../scripts/built-parts.ts';

/** An editor that is served. */
export interface Served {
  readonly origin: string;
  readonly port: number;
  /** Opens the editor once. */
  readonly link: string;
  /** Ends it as Ctrl+C does; resolves with its exit status. */
  stop(): Promise<number | null>;
}

/** `blockout serve` as a process of its own, as a user starts it. */
export interface ServeProcess extends Served {
  /** Ends it without warning, as a crash or a power cut would. */
  crash(): Promise<void>;
}

export interface ServeOptions {
  readonly home: string;
  readonly port?: number;
  readonly grant?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The command line of a served editor. */
export const serveWords = ({ port = 0, grant }: ServeOptions): string[] => [
  ...['serve', '--json', '--no-open', '--port', String(port)],
  ...(grant ? ['--grant', grant] : []),
];

/** The environment without the keys of whoever runs the tests. */
export function keylessEnvironment(): NodeJS.ProcessEnv {
  const { FAL_KEY: _key, OXEN_API_KEY: _oxen, ...rest } = process.env;
  return rest;
}

export async function startServe(options: ServeOptions): Promise<ServeProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...serveWords(options)], {
    env: { ...keylessEnvironment(), BLOCKOUT_HOME: options.home, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const serving = await firstEvent(child, () => stderr);
  return {
    ...serving,
    async crash() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      return (await ended)[0] as number | null;
    },
  };
}

async function firstEvent(
  child: ChildProcess,
  stderr: () => string,
): Promise<{ origin: string; port: number; link: string }> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const event = JSON.parse(line) as { event: string; origin: string; port: number; link: string };
    if (event.event === 'serving') return event;
  }
  throw new Error(`blockout serve ended before it served: ${stderr()}`);
}
