/** An answer that is not 2xx. Not the client's own error, so that the client does not retry it. */
export class FalHttpError extends Error {
  override readonly name = 'FalHttpError';
  readonly status: number;
  /** Parsed JSON, or null where the answer was something else, such as an HTML page. */
  readonly body: unknown;
  readonly headers: Headers;
  constructor(status: number, body: unknown, headers: Headers) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/**
 * Nobody knows whether a submit was recorded. It must be looked for, never sent again. It must not carry the transport
 * error as its cause: the client searches the chain of causes for codes that it retries.
 */
export class AmbiguousSubmitError extends Error {
  override readonly name = 'AmbiguousSubmitError';
}

/**
 * No answer: the connection broke or the deadline passed. The call changed nothing and may be made again, but not by
 * the client, so that this has no cause either.
 */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** Failures before a connection stood: nothing can have been recorded. */
const PRE_CONNECT_CODES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Whether a transport error happened before anything was sent. */
export function isPreConnectError(error: unknown): boolean {
  const seen = new Set<unknown>();
  let current = error;
  while (typeof current === 'object' && current !== null && !seen.has(current)) {
    seen.add(current);
    if (PRE_CONNECT_CODES.has((current as { code?: string }).code ?? '')) return true;
    current = (current as { cause?: unknown }).cause;
  }
  return false;
}
