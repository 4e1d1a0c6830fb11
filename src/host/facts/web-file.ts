import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { basename } from 'node:path';
import { type Asset, type AssetStore, AssetTooLargeError } from '../assets/asset-store.ts';
import type { Clock } from '../clock.ts';

/** Opens an http(s) address without following redirects. */
export type WebFetch = (url: string, init: RequestInit) => Promise<Response>;

export type WebFile =
  | { readonly ok: true; readonly asset: Asset }
  | { readonly ok: false; readonly message: string; readonly fix: string };

export interface WebFileOptions {
  readonly assets: AssetStore;
  readonly clock: Clock;
  readonly webFetch: WebFetch;
  /** Addresses of a host name. */
  readonly resolveHost: (host: string) => Promise<readonly string[]>;
  readonly signal?: AbortSignal;
}

const MAX_BYTES = 4e9;
const MAX_REDIRECTS = 5;
const TIME_LIMIT_MS = 15 * 60_000;
/** A size is asked for right before a submit, which it must not hold up. */
const SIZE_TIME_LIMIT_MS = 8_000;

/** Networks that a workflow from elsewhere has no business with: this machine, its neighbours, cloud metadata. */
const PRIVATE_NETWORKS = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE_NETWORKS.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE_NETWORKS.addSubnet(network, prefix, 'ipv6');
}

/** Looks a host name up with the system's resolver. */
export async function systemResolveHost(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** Downloads a file from the web into the asset store: http(s) only, public addresses only, capped. */
export async function fetchWebFile(url: string, options: WebFileOptions): Promise<WebFile> {
  const { assets, clock } = options;
  const late = new AbortController();
  const finished = new AbortController();
  void clock.sleep(TIME_LIMIT_MS, finished.signal).then(() => {
    if (!finished.signal.aborted)
      late.abort(new Error(`it took longer than ${TIME_LIMIT_MS / 60_000} minutes`));
  });
  const signal = options.signal ? AbortSignal.any([options.signal, late.signal]) : late.signal;
  try {
    const opened = await openPublic(url, { signal }, options);
    if ('refused' in opened) return trouble(url, opened.refused, opened.fix);
    const { response } = opened;
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return trouble(url, `the server answers ${response.status}`, 'Check the address in a browser.');
    }
    return { ok: true, asset: await assets.importStream(response.body, nameOfUrl(url), MAX_BYTES) };
  } catch (error) {
    if (error instanceof AssetTooLargeError) {
      return trouble(url, `it has more than ${MAX_BYTES / 1e9} GB`, 'Use a smaller file.');
    }
    const reason = error instanceof Error ? error.message : String(error);
    return trouble(url, reason, 'Check the address and the network, then try again.');
  } finally {
    finished.abort();
  }
}

/** What the server says the size of a file is, in bytes; null where it can't be reached or does not tell. */
export async function sizeOfWebFile(
  url: string,
  options: Pick<WebFileOptions, 'clock' | 'webFetch' | 'resolveHost'>,
): Promise<number | null> {
  const late = new AbortController();
  const finished = new AbortController();
  void options.clock.sleep(SIZE_TIME_LIMIT_MS, finished.signal).then(() => late.abort());
  try {
    const opened = await openPublic(url, { method: 'HEAD', signal: late.signal }, options);
    if ('refused' in opened) return null;
    const { response } = opened;
    await response.body?.cancel();
    const length = response.headers.get('content-length');
    return response.ok && length !== null && /^\d+$/.test(length) ? Number(length) : null;
  } catch {
    return null;
  } finally {
    finished.abort();
  }
}

/** Opens an address and what it redirects to, as long as all of them are public. */
async function openPublic(
  url: string,
  init: RequestInit,
  options: Pick<WebFileOptions, 'webFetch' | 'resolveHost'>,
): Promise<{ readonly response: Response } | { readonly refused: string; readonly fix: string }> {
  let target = new URL(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const refused = await refuseTarget(target, options);
    if (refused !== null) return { refused, fix: 'Download the file yourself and choose it here.' };
    const response = await options.webFetch(target.href, { redirect: 'manual', ...init });
    const onward = response.status >= 300 && response.status < 400 && response.headers.get('location');
    if (!onward) return { response };
    await response.body?.cancel();
    target = new URL(onward, target);
  }
  return { refused: 'it redirects too often', fix: 'Use the address it leads to in the end.' };
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

async function refuseTarget(
  target: URL,
  { resolveHost }: Pick<WebFileOptions, 'resolveHost'>,
): Promise<string | null> {
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return `${target.protocol} is not allowed`;
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolveHost(host);
  return addresses.some(isPrivateAddress) ? 'it leads into a private network' : null;
}

function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  return PRIVATE_NETWORKS.check(mapped, isIP(mapped) === 6 ? 'ipv6' : 'ipv4');
}

function trouble(url: string, reason: string, fix: string): WebFile {
  return { ok: false, message: `${new URL(url).host} could not be read: ${reason}.`, fix };
}
