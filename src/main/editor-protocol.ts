import { protocol, type Session } from 'electron';
import type { FrontDoor } from '../host/door/front-door.ts';
import { isOwnAddress, SCHEME } from './origin.ts';

/** Declares the scheme. Has to happen before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Answers every request of the editor's own origin from the host; there is no port that others could reach. */
export function serveDoor(session: Pick<Session, 'protocol'>, door: Pick<FrontDoor, 'fetch'>): void {
  session.protocol.handle(SCHEME, (request) =>
    isOwnAddress(request.url)
      ? door.fetch(request)
      : Promise.resolve(new Response('There is no such address.', { status: 404 })),
  );
}
