/** The failure of a `fetch` whose connection broke: the same error that Node's own fetch throws. */
export function connectionReset(): TypeError {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  return new TypeError('fetch failed', { cause });
}

/** Whether an error came from `connectionReset`. */
export function isConnectionReset(error: unknown): boolean {
  const cause = error instanceof TypeError ? (error.cause as { code?: unknown } | undefined) : undefined;
  return cause?.code === 'ECONNRESET';
}
