import type { SessionBook } from './session-book.ts';

export interface GuardOptions {
  readonly port: number;
  readonly sessions: SessionBook;
}

/** Why a request is turned away: status and one sentence. */
export interface Refusal {
  readonly status: 401 | 403 | 421;
  readonly message: string;
}

export const ENTER_PATH = '/enter';
/** As long as a session lasts. */
const COOKIE_S = 30 * 24 * 3_600;
const SAFE_METHODS = ['GET', 'HEAD'];

/**
 * Who may not come in. Checked on every request: the name under which this door was called (a page elsewhere could
 * point its own name at 127.0.0.1), the page the request came from, and the session. A one-time link needs no session.
 */
export function refuseEntry(request: Request, { port, sessions }: GuardOptions): Refusal | null {
  const { headers, method } = request;
  const names = ['127.0.0.1', 'localhost'].map((name) => `${name}:${port}`);
  const host = headers.get('host');
  if (host === null || !names.includes(host)) {
    return { status: 421, message: 'This address does not belong to Blockout.' };
  }
  const origin = headers.get('origin');
  const isOwnOrigin = origin === `http://${host}`;
  if (origin !== null && !isOwnOrigin) return { status: 403, message: 'Another page may not do this.' };
  if (new URL(request.url).pathname === ENTER_PATH) return null;
  // Browsers send an origin with everything that changes something; without one it is no page of ours.
  if (!SAFE_METHODS.includes(method) && !isOwnOrigin) {
    return { status: 403, message: 'Only the editor’s own page may do this.' };
  }
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') {
    return { status: 403, message: 'Another page may not read this.' };
  }
  const session = cookieOf(headers.get('cookie'), sessionCookieName(port));
  if (session === null || !sessions.isKnown(session)) {
    return {
      status: 401,
      message: 'This browser has no session. Open the link that “blockout serve” printed.',
    };
  }
  return null;
}

/** Cookies are shared by all ports of a machine, so the port is part of the name. */
export function sessionCookieName(port: number): string {
  return `blockout-session-${port}`;
}

/** The header that hands a session to the browser, out of reach of scripts and of other sites. */
export function sessionCookie(port: number, session: string): string {
  return `${sessionCookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${COOKIE_S}`;
}

function cookieOf(header: string | null, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}
