/**
 * The longest that any test waits for one state: by `expect.poll`, in a browser, or for a media process. No test sets a
 * limit of its own: this one is far beyond what the slowest machine needs, so it only ends a wait for what will never
 * come.
 */
export const WAIT_LIMIT_MS = 120_000;
