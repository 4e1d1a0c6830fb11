import type { Session } from 'electron';
import { isOwnAddress } from './origin.ts';

/** What the editor's page may ask of the system; everything else is denied. */
const ALLOWED: readonly string[] = [
  'notifications',
  'clipboard-sanitized-write',
  'clipboard-read',
  'fullscreen',
];

/** Denies every permission but a few, and those to every page but the editor's own. */
export function restrictPermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(ALLOWED.includes(permission) && isOwnAddress(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => ALLOWED.includes(permission) && isOwnAddress(origin),
  );
  session.setDevicePermissionHandler(() => false);
}
