import { open, rm, stat } from 'node:fs/promises';
import type { Clock } from '../clock.ts';

export type Downloaded =
  | { readonly ok: true; readonly sizeBytes: number }
  | { readonly ok: false; readonly kind: 'missing' | 'broken' | 'too-large'; readonly text: string };

export interface DownloadOptions {
  /** Opens the file from this byte on. */
  readonly request: (from: number, signal: AbortSignal) => Promise<Response>;
  /** Where the bytes go; what an earlier try left there is continued. */
  readonly path: string;
  readonly expectedBytes: number | null;
  readonly maxBytes: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/** A line that brings nothing for this long is dead. */
const STALL_MS = 60_000;

/** One try of a download. It continues where the last one broke off and checks the length at the end. */
export async function download(options: DownloadOptions): Promise<Downloaded> {
  const { path, expectedBytes } = options;
  const have = (await stat(path).catch(() => null))?.size ?? 0;
  if (expectedBytes !== null && have === expectedBytes && have > 0) return { ok: true, sizeBytes: have };
  const from = expectedBytes !== null && have > expectedBytes ? 0 : have;
  const stalled = new AbortController();
  const watch = watchStall(options.clock, stalled);
  try {
    const signal = AbortSignal.any([options.signal, stalled.signal]);
    const response = await options.request(from, signal);
    return await receive(response, from, signal, watch.feed, options);
  } catch (error) {
    return { ok: false, kind: 'broken', text: error instanceof Error ? error.message : String(error) };
  } finally {
    watch.stop();
  }
}

async function receive(
  response: Response,
  from: number,
  signal: AbortSignal,
  feed: () => void,
  { path, expectedBytes, maxBytes, onProgress }: DownloadOptions,
): Promise<Downloaded> {
  if (response.status === 416) {
    await rm(path, { force: true });
    return {
      ok: false,
      kind: 'broken',
      text: 'the file at the provider is shorter than what was read before',
    };
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    const kind = response.status === 404 || response.status === 410 ? 'missing' : 'broken';
    return { ok: false, kind, text: `HTTP ${response.status}` };
  }
  const isContinued = response.status === 206 && from > 0;
  const start = isContinued ? from : 0;
  const totalBytes = expectedBytes ?? totalOf(response, start);
  let sizeBytes = start;
  const file = await open(path, isContinued ? 'a' : 'w');
  try {
    // Written piece by piece: what arrived before the line broke must not be lost in a pipe.
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      signal.throwIfAborted();
      await file.writeFile(chunk);
      sizeBytes += chunk.length;
      feed();
      if (totalBytes !== null && totalBytes > 0) onProgress?.(Math.min(1, sizeBytes / totalBytes));
      if (sizeBytes > maxBytes) return { ok: false, kind: 'too-large', text: `more than ${maxBytes} bytes` };
    }
  } finally {
    await file.close();
  }
  if (totalBytes !== null && sizeBytes !== totalBytes) {
    if (sizeBytes > totalBytes) await rm(path, { force: true });
    return { ok: false, kind: 'broken', text: `${sizeBytes} of ${totalBytes} bytes arrived` };
  }
  return { ok: true, sizeBytes };
}

function totalOf(response: Response, start: number): number | null {
  const range = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  if (range) return Number(range[1]);
  const length = response.headers.get('content-length');
  // fetch unpacks compressed bodies, whose announced length is then that of the packed one.
  if (length === null || response.headers.has('content-encoding')) return null;
  return start + Number(length);
}

/** Aborts `stalled` once `feed` has not been called for a while. */
function watchStall(clock: Clock, stalled: AbortController): { feed(): void; stop(): void } {
  const stopped = new AbortController();
  let fed = true;
  void (async () => {
    while (!stopped.signal.aborted) {
      if (!fed) return stalled.abort(new Error(`nothing arrived for ${STALL_MS / 1000} s`));
      fed = false;
      await clock.sleep(STALL_MS, stopped.signal);
    }
  })();
  return {
    feed() {
      fed = true;
    },
    stop: () => stopped.abort(),
  };
}
