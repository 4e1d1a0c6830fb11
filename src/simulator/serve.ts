import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { isConnectionReset } from './faults/connection-reset.ts';
import { landingPage } from './routes/landing.ts';
import { createSimulator, type Simulator } from './simulator.ts';
import type { SimulatorOptions } from './simulator-options.ts';

export interface ServeOptions extends SimulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Loopback unless told otherwise: whoever reaches the port may use the simulator. */
  readonly host?: string;
}

export interface ServedSimulator {
  readonly simulator: Simulator;
  readonly port: number;
  /** Such as `http://127.0.0.1:4010`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves a simulator over HTTP. Rejects where the port cannot be opened. */
export async function serveSimulator({
  port,
  host = '127.0.0.1',
  ...options
}: ServeOptions): Promise<ServedSimulator> {
  const simulator = createSimulator(options);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/', (c) => landingPage(c.req.raw));
  app.all('*', async (c) => send(await simulator.fetch(c.req.raw), c.env.outgoing as ServerResponse));
  app.onError((error, c) => {
    if (!isConnectionReset(error) && !c.req.raw.signal.aborted) throw error;
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  });

  const server = serve({ fetch: app.fetch, port, hostname: host, overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  }).catch(async (error) => {
    await simulator.close();
    throw error;
  });
  const address = server.address() as AddressInfo;
  return {
    simulator,
    port: address.port,
    origin: `http://${host}:${address.port}`,
    async close() {
      await simulator.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Writes the response itself, so that a body which breaks off also breaks the connection instead of ending well. */
async function send(response: Response, outgoing: ServerResponse): Promise<Response> {
  if (!response.body) return response;
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  // A failed pipeline has already destroyed the connection: nothing else is left to say to the caller.
  await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing).catch(() => {});
  return RESPONSE_ALREADY_SENT;
}
