import { dialog } from 'electron';
import { createHost } from '../host/create-host.ts';
import type { Host } from '../host/host.ts';
import type { HostOptions } from '../host/host-options.ts';
import { surviveUncaught, type UncaughtErrors } from '../host/log/last-defence.ts';
import { problemOfError } from '../host/problem-of-error.ts';

/**
 * The host of the desktop program, which from now on survives errors that nobody caught: they are logged instead of
 * shown in Electron's own dialog. Null where the data folder can't be used, after the user was told why.
 */
export function openHostOrTell(options: HostOptions, source: UncaughtErrors = process): Host | null {
  try {
    const host = createHost(options);
    surviveUncaught(host.log, undefined, source);
    return host;
  } catch (error) {
    const { message, fix } = problemOfError(error, 'Opening the data folder');
    dialog.showErrorBox('Blockout can’t start', `${message}\n\n${fix}`);
    return null;
  }
}
