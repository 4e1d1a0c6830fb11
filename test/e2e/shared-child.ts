import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, Writable } from 'node:stream';
import { json as jsonOf } from 'node:stream/consumers';
import { type BrowserServer, chromium } from 'playwright-core';
import { findChromium } from '../../scripts/chromium-path.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { createMediaProcess } from '../../src/media/media-process.ts';
import { createQuickRenderer } from '../quick-renderer.ts';
import { WAIT_LIMIT_MS } from '../wait-limit.ts';
import { serveWords } from './serve-process.ts';
import type { SharedServe } from './shared.ts';

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * What all browser tests share, in one process: a browser for each worker, and any number of `blockout serve`, each with a home of its
 * own. They differ from processes only in what a process adds, and in sharing the children that read and render media.
 */
const hostOptions = {
  media: createMediaProcess({ timeoutMs: WAIT_LIMIT_MS, memoryMb: 1_000 }),
  simulator: { renderer: createQuickRenderer() },
};
const browsers = new Map<string, Promise<BrowserServer>>();

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<number>;
}
const running = new Map<number, Running>();

/** Runs `blockout serve` and resolves with its first event, or with what it said instead of serving. */
async function serve({ home, grant, env, offer }: SharedServe): Promise<object> {
  const offered = offer === undefined ? {} : { providers: (await import(offer)).OFFER };
  return new Promise((resolve) => {
    let stderr = '';
    const stop = new AbortController();
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        const event = JSON.parse(String(chunk)) as { event: string; port: number };
        if (event.event === 'serving') {
          running.set(event.port, { stop, ended });
          resolve(event);
        }
        done();
      },
    });
    const ended = runCli(serveWords({ home, grant }), {
      env: { ...process.env, BLOCKOUT_HOME: home, ...env },
      stdin: Readable.from([]),
      stdout,
      stderr: new Writable({
        write(chunk, _encoding, done) {
          stderr += chunk;
          done();
        },
      }),
      signal: stop.signal,
      hostOptions: { ...hostOptions, ...offered },
    });
    const refuse = (why: unknown) => resolve({ event: 'ended', message: `${stderr} ${why}` });
    ended.then(refuse, refuse);
  });
}

async function end(port: number): Promise<{ status: number }> {
  const { stop, ended } = running.get(port)!;
  running.delete(port);
  stop.abort();
  return { status: await ended };
}

async function browser(worker: string): Promise<{ endpoint: string }> {
  const launched =
    browsers.get(worker) ?? chromium.launchServer({ executablePath: findChromium()!, args: CHROMIUM_FLAGS });
  browsers.set(worker, launched);
  return { endpoint: (await launched).wsEndpoint() };
}

const ORDERS: Readonly<Record<string, (asked: never) => Promise<object>>> = {
  '/serve': serve,
  '/end': ({ port }: { port: number }) => end(port),
  '/browser': ({ worker }: { worker: string }) => browser(worker),
};

const control = createServer((request, response) => {
  void jsonOf(request)
    .then((asked) => ORDERS[request.url!]!(asked as never))
    .then(
      (answer) => response.end(JSON.stringify(answer)),
      (error: Error) => response.writeHead(500).end(error.stack),
    );
});
control.listen(0, '127.0.0.1', () => {
  process.send!(`http://127.0.0.1:${(control.address() as AddressInfo).port}`);
});
process.once('disconnect', async () => {
  await Promise.all([...running.keys()].map(end));
  await Promise.all([...browsers.values()].map(async (launched) => (await launched).close()));
  process.exit();
});
