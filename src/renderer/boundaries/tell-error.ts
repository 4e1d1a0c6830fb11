import { hostClient } from '../host/host-client.ts';

/** The host takes lines up to 8,000 characters. */
const MAX_CHARS = 6_000;
/** Errors that one window tells; after so many there is nothing new to learn. */
const MAX_TOLD = 50;

const told = new Set<string>();

/** Tells an error of this window to the host's log, each once. `what` happened, in a few words. */
export function tellError(what: string, error: unknown, componentStack?: string | null): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const key = `${what}: ${message}`;
  if (told.has(key) || told.size >= MAX_TOLD) return;
  told.add(key);
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  const text = [`${what}: ${stack}`, componentStack?.trim()].filter(Boolean).join('\nin ');
  void hostClient.tellError(text.slice(0, MAX_CHARS));
}

/** Tells errors of this window that nobody caught. */
export function tellUncaughtErrors(): void {
  window.addEventListener('error', ({ error }) => {
    // Without an error it is a notice of the browser, as about sizes that were observed late.
    if (error) tellError('An error that nobody caught', error);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => {
    tellError('A promise that nobody waited for failed', reason);
  });
}
