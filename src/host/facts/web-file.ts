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
  const { assets, clock, webFetch } = options;
  const late = new AbortController();
  const finished = new AbortController();
  void clock.sleep(TIME_LIMIT_MS, finished.signal).then(() => {
    if (!finished.signal.aborted)
      late.abort(new Error(`it took longer than ${TIME_LIMIT_MS / 60_000} minutes`));
  });
  const signal = options.signal ? AbortSignal.any([options.signal, late.signal]) : late.signal;
  try {
    let target = new URL(url);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const refused = await refuseTarget(target, options);
      if (refused !== null) return trouble(url, refused, 'Download the file yourself and choose it here.');
      const response = await webFetch(target.href, { redirect: 'manual', signal });
      const onward = response.status >= 300 && response.status < 400 && response.headers.get('location');
      if (onward) {
        await response.body?.cancel();
        target = new URL(onward, target);
        continue;
      }
      if (!response.ok || !response.body) {
        await response.body?.cancel();
        return trouble(url, `the server answers ${response.status}`, 'Check the address in a browser.');
      }
      const name = nameOfUrl(url);
      return { ok: true, asset: await assets.importStream(response.body, name, MAX_BYTES) };
    }
    return trouble(url, 'it redirects too often', 'Use the address it leads to in the end.');
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

async function refuseTarget(target: URL, { resolveHost }: WebFileOptions): Promise<string | null> {
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
