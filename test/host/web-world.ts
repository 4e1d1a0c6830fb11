import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { HostOptions } from '../../src/host/host-options.ts';

/** An address on the internet that nobody is really asked at. */
export const PUBLIC_IP = '93.184.216.34';

/** What a page of the world answers; null lets the line drop. */
export type Page = (request: IncomingMessage) => Response | null | Promise<Response | null>;

/** An internet of these pages, on one real socket: names and addresses are as told, and noted. */
export interface WebWorld {
  readonly host: Pick<HostOptions, 'resolveHost' | 'dial'>;
  /** Requests that arrived: `GET https://example.com/a.mp4`. */
  readonly asked: string[];
  /** Addresses that were connected to. */
  readonly dialed: string[];
  /** Names that were looked up. */
  readonly lookups: string[];
}

/** `addressesOf` answers each look-up of a name; every name is at one public address unless told otherwise. */
export function createWebWorld(
  pageOf: (url: string) => Page | undefined,
  addressesOf: (host: string) => readonly string[] = () => [PUBLIC_IP],
): WebWorld {
  const [asked, dialed, lookups]: string[][] = [[], [], []];
  const protocols = new Map<number, string>();
  const server = createServer((request, response) => {
    const url = `${protocols.get(request.socket.remotePort!)}//${request.headers.host}${request.url}`;
    asked!.push(`${request.method} ${url}`);
    void answer(pageOf(url), request, response);
  });
  let listening: Promise<unknown> | null = null;
  const listen = () => {
    server.listen(0, '127.0.0.1').unref();
    return once(server, 'listening');
  };
  return {
    ...{ asked: asked!, dialed: dialed!, lookups: lookups! },
    host: {
      async resolveHost(host) {
        lookups!.push(host);
        return addressesOf(host);
      },
      dial: (addresses) => (target, done) => {
        dialed!.push(...addresses);
        listening ??= listen();
        void listening.then(() => {
          const { port } = server.address() as AddressInfo;
          const socket: Socket = connect(port, '127.0.0.1', () => {
            protocols.set(socket.localPort!, target.protocol);
            done(null, socket);
          });
          socket.once('error', (error) => done(error, null));
        });
      },
    },
  };
}

async function answer(page: Page | undefined, request: IncomingMessage, response: ServerResponse) {
  const found = page ? await page(request) : new Response('not here', { status: 404 });
  if (found === null) return void request.socket.destroy();
  response.writeHead(found.status, Object.fromEntries(found.headers));
  if (found.body === null) return void response.end();
  Readable.fromWeb(found.body as NodeReadableStream).pipe(response);
}
