import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { PAGE_POLICY } from '../src/host/door/page-headers.ts';
import { ROOT } from './built-parts.ts';
import type { DevHostMessage } from './dev-host.ts';

/** The editor from its sources with a host of its own. */
export interface DevServer {
  readonly origin: string;
  /** An address that opens the editor once. */
  newLink(): Promise<string>;
  close(): Promise<void>;
}

export interface DevOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Tells whether the host could be started again; where not, it waits for the next change. */
  readonly onRestart?: (isUp: boolean) => void;
}

/** React's hot reload begins with a script in the page; else the page of development may do what the built one may. */
const DEV_POLICY = PAGE_POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
/** An editor writes a file in several steps, and a branch changes many at once. */
const SETTLE_MS = 150;
const HOST_PATHS = ['/api', '/enter'];

/**
 * Serves the editor by vite and starts the host again when one of its files changes. The door of the host stays as it is
 * with its link, session and checks; vite only passes on to it what is the host's.
 */
export async function startDev({ port, env = process.env, onRestart }: DevOptions): Promise<DevServer> {
  let host = await startHost(0, env);
  const hostPort = host.message.port;
  const vite = await createServer({
    root: join(ROOT, 'src/renderer'),
    configFile: join(ROOT, 'vite.config.ts'),
    clearScreen: false,
    logLevel: 'warn',
    server: {
      host: '127.0.0.1',
      port,
      strictPort: port !== 0,
      headers: { 'content-security-policy': DEV_POLICY, 'referrer-policy': 'no-referrer' },
      fs: { allow: [join(ROOT, 'src'), join(ROOT, 'node_modules')] },
      proxy: Object.fromEntries(HOST_PATHS.map((path) => [path, passOn(hostPort, () => originOf(vite))])),
    },
  });
  await vite.listen();

  let starting: Promise<unknown> = Promise.resolve();
  let settling: NodeJS.Timeout | undefined;
  vite.watcher.add(join(ROOT, 'src'));
  vite.watcher.on('all', (_, path) => {
    if (path.startsWith(join(ROOT, 'src/renderer')) || !path.endsWith('.ts')) return;
    clearTimeout(settling);
    settling = setTimeout(() => {
      starting = starting.then(restart);
    }, SETTLE_MS);
  });

  async function restart(): Promise<void> {
    await endHost(host.child);
    const next = await startHost(hostPort, env).catch(() => null);
    if (next) host = next;
    onRestart?.(next !== null);
  }

  return {
    origin: originOf(vite),
    async newLink() {
      await starting;
      if (!host.child.connected) throw new Error('The host is down; mend it first.');
      const told = once(host.child, 'message') as Promise<[DevHostMessage]>;
      host.child.send('link');
      const { pathname, search } = new URL((await told)[0].link);
      return `${originOf(vite)}${pathname}${search}`;
    },
    async close() {
      clearTimeout(settling);
      await starting;
      await vite.close();
      await endHost(host.child);
    },
  };
}

const originOf = ({ httpServer }: ViteDevServer) =>
  `http://127.0.0.1:${(httpServer!.address() as AddressInfo).port}`;

/** To the host's door under the host's own name. A page of ours is shown as one of the host's; any other stays what it is. */
function passOn(hostPort: number, ownOrigin: () => string) {
  const target = `http://127.0.0.1:${hostPort}`;
  return {
    target,
    changeOrigin: true,
    configure(proxy: { on(event: 'proxyReq', listener: (request: ProxyRequest) => void): unknown }) {
      proxy.on('proxyReq', (request) => {
        if (request.getHeader('origin') === ownOrigin()) request.setHeader('origin', target);
      });
    },
  };
}

interface ProxyRequest {
  getHeader(name: string): unknown;
  setHeader(name: string, value: string): unknown;
}

/** Rejects where the host ends before it can be asked; it has said why on stderr. */
async function startHost(
  port: number,
  env: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; message: DevHostMessage }> {
  const child = fork(join(ROOT, 'scripts/dev-host.ts'), [String(port)], { env, execArgv: [] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The host did not start.')));
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [DevHostMessage];
  ended.catch(() => {});
  return { child, message };
}

async function endHost(child: ChildProcess): Promise<void> {
  if (!child.connected) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}
