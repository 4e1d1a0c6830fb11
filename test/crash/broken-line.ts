import type { Transport } from '../../src/host/providers/transport.ts';
import type { LineBreak, WireCall } from './order.ts';

export interface WatchedLine {
  readonly send: Transport;
  readonly lineBreak: LineBreak | null;
  /** Whether bodies are sent and received in halves, so that a process can stop between them. */
  readonly inHalves: WireCall | null;
  readonly onStep: (label: string) => void;
}

/** A way to a provider that announces both sides of every call and breaks where it is told to. */
export function watchLine({ send, lineBreak, inHalves, onStep }: WatchedLine): Transport {
  const counts = new Map<WireCall, number>();
  return async (url, init) => {
    const call = callOf(url, init.method ?? 'GET');
    const count = (counts.get(call) ?? 0) + 1;
    counts.set(call, count);
    const breaks = lineBreak?.call === call && lineBreak.nth === count ? lineBreak.how : null;
    onStep(`before ${call}`);
    if (breaks === 'before') throw reset();
    const halves = inHalves === call;
    const response = await send(url, halves && call === 'upload' ? withHalvedBody(init, onStep) : init);
    onStep(`after ${call}`);
    if (breaks === 'after') {
      await response.body?.cancel();
      throw reset();
    }
    if (breaks === 'half') return halved(response, () => Promise.reject(reset()));
    return halves && call === 'download' ? halved(response, async () => onStep('during download')) : response;
  };
}

function callOf(url: string, method: string): WireCall {
  const { host, pathname } = new URL(url);
  if (host === 'rest.fal.ai' && pathname.startsWith('/storage/upload/')) return 'upload-start';
  if (host.endsWith('fal.media')) return method === 'PUT' ? 'upload' : 'download';
  if (pathname.endsWith('/by-endpoint')) return 'history';
  if (host === 'queue.fal.run') {
    if (method === 'POST') return 'submit';
    if (pathname.endsWith('/status')) return 'status';
    return method === 'GET' ? 'result' : 'other';
  }
  if (pathname === '/api/ai/queue') return method === 'POST' ? 'submit' : 'history';
  return /^\/api\/ai\/queue\/[^/]+$/.test(pathname) ? 'status' : 'other';
}

/** What undici throws when the other side hangs up. */
function reset(): TypeError {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  return new TypeError('fetch failed', { cause });
}

/** The same answer in two pieces, with something between them. */
async function halved(response: Response, between: () => Promise<void>): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  return new Response(inTwoPieces(bytes, between), response);
}

function withHalvedBody(init: RequestInit, onStep: (label: string) => void): RequestInit {
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const bytes = new Uint8Array(await new Response(init.body).arrayBuffer());
      const reader = inTwoPieces(bytes, async () => onStep('during upload')).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        controller.enqueue(piece.value);
      }
      controller.close();
    },
  });
  return { ...init, body, duplex: 'half' } as RequestInit;
}

function inTwoPieces(bytes: Uint8Array, between: () => Promise<void>): ReadableStream<Uint8Array> {
  const middle = Math.ceil(bytes.length / 2);
  let sent = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        if (sent > 0) await between();
        controller.enqueue(sent === 0 ? bytes.slice(0, middle) : bytes.slice(middle));
        if (sent++ > 0) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
