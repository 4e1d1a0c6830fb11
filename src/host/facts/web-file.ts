import { basename } from 'node:path';
import { type Asset, type AssetStore, AssetTooLargeError } from '../assets/asset-store.ts';
import type { Clock } from '../clock.ts';
import { messageOf } from '../providers/answered-call.ts';
import { RefusedAddressError } from '../web/checked-connect.ts';
import type { OpenWeb } from '../web/web-access.ts';

export type WebFile =
  | { readonly ok: true; readonly asset: Asset }
  | { readonly ok: false; readonly message: string; readonly fix: string };

export interface WebFileOptions {
  readonly assets: AssetStore;
  readonly clock: Clock;
  readonly openWeb: OpenWeb;
  readonly signal?: AbortSignal;
}

const MAX_BYTES = 4e9;
const TIME_LIMIT_MS = 15 * 60_000;
/** A size is asked for right before a submit, which it must not hold up. */
const SIZE_TIME_LIMIT_MS = 8_000;

/** Downloads a file from the web into the asset store: http(s) only, public addresses only, capped. */
export async function fetchWebFile(url: string, options: WebFileOptions): Promise<WebFile> {
  const { assets, clock, openWeb } = options;
  const late = new AbortController();
  const finished = new AbortController();
  void clock.sleep(TIME_LIMIT_MS, finished.signal).then(() => {
    if (!finished.signal.aborted)
      late.abort(new Error(`it took longer than ${TIME_LIMIT_MS / 60_000} minutes`));
  });
  const signal = options.signal ? AbortSignal.any([options.signal, late.signal]) : late.signal;
  try {
    const response = await openWeb(url, { signal });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return trouble(url, `the server answers ${response.status}`, 'Check the address in a browser.');
    }
    return { ok: true, asset: await assets.importStream(response.body, nameOfUrl(url), MAX_BYTES) };
  } catch (error) {
    if (error instanceof AssetTooLargeError) {
      return trouble(url, `it has more than ${MAX_BYTES / 1e9} GB`, 'Use a smaller file.');
    }
    const fix =
      error instanceof RefusedAddressError
        ? 'Download the file yourself and choose it here.'
        : 'Check the address and the network, then try again.';
    return trouble(url, messageOf(error), fix);
  } finally {
    finished.abort();
  }
}

/** What the server says the size of a file is, in bytes; null where it can't be reached or does not tell. */
export async function sizeOfWebFile(
  url: string,
  { clock, openWeb }: Pick<WebFileOptions, 'clock' | 'openWeb'>,
): Promise<number | null> {
  const late = new AbortController();
  const finished = new AbortController();
  void clock.sleep(SIZE_TIME_LIMIT_MS, finished.signal).then(() => late.abort());
  try {
    const response = await openWeb(url, { method: 'HEAD', signal: late.signal });
    await response.body?.cancel();
    const length = response.headers.get('content-length');
    return response.ok && length !== null && /^\d+$/.test(length) ? Number(length) : null;
  } catch {
    return null;
  } finally {
    finished.abort();
  }
}

/** The name a file from the web is known by: the last part of its address, or the host. */
export function nameOfUrl(url: string): string {
  const { pathname, hostname } = new URL(url);
  const last = basename(pathname).slice(0, 200);
  try {
    return decodeURIComponent(last) || hostname;
  } catch {
    // A lone % is allowed in an address, but stands for nothing.
    return last;
  }
}

function trouble(url: string, reason: string, fix: string): WebFile {
  return { ok: false, message: `${new URL(url).host} could not be read: ${reason}.`, fix };
}
