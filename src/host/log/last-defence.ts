import type { Log } from './log.ts';

/** Where errors that nobody caught arrive: `process`, or what stands in for it. */
export interface UncaughtErrors {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
  off(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

/**
 * The last line of defence of a program that serves an editor: an error that nobody caught is logged and told to
 * `onError`, and the program goes on, since jobs are under way and edits are unsaved. Returns the way to stop.
 */
export function surviveUncaught(
  log: Pick<Log, 'fatal'>,
  onError: (error: unknown) => void = () => {},
  source: UncaughtErrors = process,
): () => void {
  const onUncaught = (error: unknown) => {
    log.fatal('uncaught', 'An error that nobody caught', error);
    onError(error);
  };
  source.on('uncaughtException', onUncaught);
  source.on('unhandledRejection', onUncaught);
  return () => {
    source.off('uncaughtException', onUncaught);
    source.off('unhandledRejection', onUncaught);
  };
}
