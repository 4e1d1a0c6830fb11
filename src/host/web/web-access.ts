import { Agent, EnvHttpProxyAgent, fetch as openAddress } from 'undici';
import { literalAddress } from '../../fal/public-address.ts';
import {
  checkedConnect,
  type Dial,
  publicAddressesOf,
  RefusedAddressError,
  type ResolveHost,
  systemDial,
  systemResolveHost,
} from './checked-connect.ts';

export interface WebRequest {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** `error` opens this very address or nothing. */
  readonly redirect?: 'follow' | 'error';
}

/** Opens a public http(s) address. Rejects like `fetch`, and with `RefusedAddressError` for what is not opened. */
export type OpenWeb = (url: string, request: WebRequest) => Promise<Response>;

/** The way to addresses that a workflow, an answer or a redirect names: the internet alone, never this network. */
export interface WebAccess {
  readonly open: OpenWeb;
  close(): Promise<void>;
}

export interface WebOptions {
  readonly resolve?: ResolveHost;
  readonly dial?: Dial;
  /** Whether Node was told to go through the proxies of the environment (`NODE_USE_ENV_PROXY=1`). */
  readonly usesProxy?: boolean;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Behind a proxy, names are the proxy's to resolve: what can be told here is refused here, and the rest is the proxy's
 * own rule.
 */
export function createWebAccess(options: WebOptions = {}): WebAccess {
  const { resolve = systemResolveHost, dial = systemDial, usesProxy = false } = options;
  const connect = checkedConnect(resolve, dial);
  const dispatcher = usesProxy ? new EnvHttpProxyAgent({ connect }) : new Agent({ connect });

  async function openOnce(target: URL, headers: Headers, { method = 'GET', signal }: WebRequest) {
    try {
      return await openAddress(target, {
        ...{ method, signal, dispatcher },
        headers: [...headers],
        redirect: 'manual',
      });
    } catch (error) {
      const { cause } = error as { readonly cause?: unknown };
      throw cause instanceof RefusedAddressError ? cause : error;
    }
  }

  async function refuse(target: URL): Promise<void> {
    if (target.protocol !== 'https:' && target.protocol !== 'http:')
      throw new RefusedAddressError(`${target.protocol} is not allowed`);
    if (!usesProxy) return;
    await publicAddressesOf(literalAddress(target.hostname) ?? target.hostname, resolve).catch(
      (error: Error) => {
        if (error instanceof RefusedAddressError) throw error;
      },
    );
  }

  return {
    async open(url, request) {
      const maxRedirects = request.redirect === 'error' ? 0 : MAX_REDIRECTS;
      const headers = new Headers(request.headers);
      let target = new URL(url);
      for (let redirects = 0; ; redirects++) {
        await refuse(target);
        const answer = await openOnce(target, headers, request);
        const onward = REDIRECTS.includes(answer.status) ? answer.headers.get('location') : null;
        if (onward === null) return plainResponse(answer);
        await answer.body?.cancel();
        if (redirects >= maxRedirects)
          throw new RefusedAddressError(`it redirects ${maxRedirects === 0 ? 'elsewhere' : 'too often'}`);
        const next = new URL(onward, target);
        // A key is for whom it was given to.
        if (next.origin !== target.origin) headers.delete('authorization');
        target = next;
      }
    },
    close: () => dispatcher.destroy(),
  };
}

type Answer = Awaited<ReturnType<typeof openAddress>>;

/** The answer as the platform's own kind, which the rest of the host is written for. */
function plainResponse({ body, status, statusText, headers }: Answer): Response {
  return new Response(body as ReadableStream<Uint8Array<ArrayBuffer>> | null, {
    status,
    statusText,
    headers: [...headers],
  });
}
