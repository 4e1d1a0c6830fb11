import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Transport } from './transport.ts';

const KEEP_ALIVE_MS = 30_000;
const WITHOUT_BODY = [204, 205, 304];

/**
 * Like `fetch`, but for calls that answer after many minutes: `fetch` gives up after five, and a paid job would be lost
 * to sight. The caller's own deadline decides.
 */
export const patientTransport: Transport = (url, init) =>
  new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? secureRequest : plainRequest;
    const call = request(
      url,
      {
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        signal: init.signal ?? undefined,
      },
      (message) => {
        const headers = new Headers();
        for (const [name, value] of Object.entries(message.headers)) headers.set(name, String(value));
        const status = message.statusCode ?? 502;
        const body = WITHOUT_BODY.includes(status)
          ? null
          : (Readable.toWeb(message) as NodeReadableStream as ReadableStream<Uint8Array<ArrayBuffer>>);
        resolve(new Response(body, { status, headers }));
      },
    );
    call.setSocketKeepAlive(true, KEEP_ALIVE_MS);
    call.on('error', reject);
    call.end(init.body as string | undefined);
  });
