import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { keylessEnvironment, type Served, type ServeOptions } from './serve-process.ts';

/** An editor to be served by the process that all benches share. */
export interface SharedServe extends Pick<ServeOptions, 'home' | 'grant' | 'env'> {
  /** Module whose `OFFER` are the providers on offer; ours unless given. */
  readonly offer?: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the process that all browser tests share. */
    sharedOrigin: string;
  }
}

/** Starts the process that all browser tests share. Resolves once it takes orders. */
export async function startShared(): Promise<{
  readonly origin: string;
  stop(): Promise<void>;
}> {
  const child = fork(fileURLToPath(new URL('./shared-child.ts', import.meta.url)), {
    env: keylessEnvironment(),
    execArgv: [],
  });
  const ended = once(child, 'exit');
  const origin = await Promise.race([
    once(child, 'message').then(([message]) => message as string),
    ended.then(([status]) => Promise.reject(new Error(`the shared browser and server ended with ${status}`))),
  ]);
  return {
    origin,
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}

/** An editor on a home of its own, served by the shared process. */
export async function serveShared(options: SharedServe): Promise<Served> {
  const started = await ask('/serve', options);
  if (started.event !== 'serving')
    throw new Error(`blockout serve ended before it served: ${started.message}`);
  const { origin, port, link } = started as { origin: string; port: number; link: string };
  return {
    origin,
    port,
    link,
    stop: async () => (await ask('/end', { port })).status as number,
  };
}

/** Where the browser of this worker listens. Each worker has one, as programs of one browser share a clipboard. */
export async function sharedBrowser(): Promise<string> {
  return (await ask('/browser', { worker: process.env.VITEST_POOL_ID })).endpoint as string;
}

async function ask(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(inject('sharedOrigin') + path, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Record<string, unknown>;
}
