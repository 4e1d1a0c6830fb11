import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { FrontDoor } from '../../host/door/front-door.ts';
import { withPageHeaders } from '../../host/door/page-headers.ts';
import { entryPage } from './entry-page.ts';
import { ENTER_PATH, refuseEntry, sessionCookie } from './request-guard.ts';
import { createSessionBook, type SessionBook, type SessionMemory } from './session-book.ts';

export interface ServedEditor {
  readonly port: number;
  /** Such as `http://127.0.0.1:4020`. */
  readonly origin: string;
  /** An address that opens the editor once. */
  newLink(): string;
  close(): Promise<void>;
}

/** Serves the editor on 127.0.0.1 and nowhere else. Rejects where the port cannot be opened; 0 takes a free one. */
export async function serveEditor(
  door: FrontDoor,
  port: number,
  memory: SessionMemory,
): Promise<ServedEditor> {
  const sessions = createSessionBook(memory);
  let listeningPort = port;
  const server = serve({
    fetch: (request) => answer(request, door, sessions, listeningPort),
    port,
    hostname: '127.0.0.1',
    overrideGlobalObjects: false,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  listeningPort = (server.address() as AddressInfo).port;
  const origin = `http://127.0.0.1:${listeningPort}`;
  return {
    port: listeningPort,
    origin,
    newLink: () => `${origin}${ENTER_PATH}?token=${sessions.newToken()}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Event feeds never end by themselves.
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  request: Request,
  door: FrontDoor,
  sessions: SessionBook,
  port: number,
): Promise<Response> {
  const refusal = refuseEntry(request, { port, sessions });
  const { pathname, searchParams } = new URL(request.url);
  if (refusal) return refused(pathname, refusal.status, refusal.message);
  if (pathname === ENTER_PATH) {
    const session = sessions.redeem(searchParams.get('token') ?? '');
    return enter(session, port, request.headers.get('sec-fetch-site') ?? 'none');
  }
  return door.fetch(request);
}

/** `site` is where the browser says that it came from: `none` where the user or the system opened the link. */
function enter(session: string | null, port: number, site: string): Response {
  if (session === null) {
    return entryPage(
      401,
      'This link was used already. Press Enter in the terminal of “blockout serve” for a new one.',
    );
  }
  const headers = { 'set-cookie': sessionCookie(port, session), 'cache-control': 'no-store' };
  // A redirect still counts as coming from elsewhere and would bring no cookie; the next page is asked for by our own.
  if (site !== 'none')
    return entryPage(200, '<a href="/">Open the editor</a>', { ...headers, refresh: '0;url=/' });
  return withPageHeaders(new Response(null, { status: 303, headers: { ...headers, location: '/' } }));
}

function refused(pathname: string, status: number, message: string): Response {
  if (!pathname.startsWith('/api')) return entryPage(status, message);
  const problem = { severity: 'error', code: 'bad-input', message, fix: 'Open the editor by its own link.' };
  return withPageHeaders(Response.json({ problem }, { status }));
}
