/** Header that names the fal host a request is meant for when it comes in over a port. */
export const HOST_HEADER = 'x-blockout-host';
const HOST_PATH = /^\/__host\/([^/]+)(\/.*)?$/;

export type FalService = 'queue' | 'run' | 'rest' | 'cdn' | 'platform' | 'site' | 'oxen';

const SERVICES: Readonly<Record<string, FalService>> = {
  'queue.fal.run': 'queue',
  'queue.falrun.com': 'queue',
  'fal.run': 'run',
  'rest.fal.ai': 'rest',
  'v3b.fal.media': 'cdn',
  'v3.fal.media': 'cdn',
  'fal.media': 'cdn',
  'api.fal.ai': 'platform',
  'fal.ai': 'site',
  'hub.oxen.ai': 'oxen',
};

/** The hosts that the simulator answers for: fal's, and that of the Oxen gateway. */
export const FAL_HOSTS: readonly string[] = Object.keys(SERVICES);

/** The service behind a host name, or undefined for any other host. */
export function serviceOfHost(host: string): FalService | undefined {
  return Object.hasOwn(SERVICES, host) ? SERVICES[host] : undefined;
}

/**
 * The fal address a request is meant for: `/__host/<host>/…` or the `x-blockout-host` header where it came in
 * over a port, its own address otherwise.
 */
export function falAddress(request: Request): URL {
  const url = new URL(request.url);
  const prefixed = HOST_PATH.exec(url.pathname);
  if (prefixed) return new URL(`https://${prefixed[1]}${prefixed[2] ?? '/'}${url.search}`);
  const host = request.headers.get(HOST_HEADER);
  return host ? new URL(`https://${host}${url.pathname}${url.search}`) : url;
}
