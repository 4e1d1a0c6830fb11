import type { Clock } from '../clock.ts';
import { messageOf, readJson, wholeAnswer, withDeadline } from './answered-call.ts';
import { countedBody } from './counted-body.ts';
import { AmbiguousSubmitError, FalHttpError, isPreConnectError, NoAnswerError } from './fal-errors.ts';
import type { ProviderClock } from './provider-clock.ts';
import type { Transport } from './transport.ts';

/** What the client throws away but the host needs: status and headers of the last answer. */
export interface CallTrace {
  status: number | null;
  headers: Headers;
}

export interface GuardOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Longest time until the answer is there; null for uploads, which take as long as the line needs. */
  readonly deadlineMs: number | null;
  readonly trace: CallTrace;
  readonly providerClock: ProviderClock;
  readonly signal?: AbortSignal;
  readonly onUploaded?: (bytes: number) => void;
}

/**
 * The `fetch` of one client call. Submits are never repeated once something may have been recorded; other troubles
 * become errors that the client does not retry by itself, so that one scheduler decides when to ask again. Only 429 is
 * left to the client.
 */
export function guardedFetch(options: GuardOptions): typeof fetch {
  const { transport, trace, clock, providerClock } = options;
  return async (target, init = {}) => {
    const url = String(target);
    const isSubmit = init.method === 'POST' && new URL(url).host === 'queue.fal.run';
    const request =
      options.onUploaded && init.method === 'PUT' ? countedBody(init, options.onUploaded) : init;
    const askedAtMs = clock.now();
    let response: Response;
    try {
      response = await withDeadline(options, async (signal) =>
        wholeAnswer(await transport(url, { ...request, signal })),
      );
    } catch (error) {
      if (options.signal?.aborted) throw new DOMException('Cancelled.', 'AbortError');
      if (isSubmit && !isPreConnectError(error)) {
        throw new AmbiguousSubmitError(messageOf(error));
      }
      throw isSubmit ? error : new NoAnswerError(messageOf(error));
    }
    providerClock.hear(response.headers, askedAtMs);
    trace.status = response.status;
    trace.headers = response.headers;
    if (response.ok || response.status === 429) return response;
    const body = await readJson(response);
    if (isSubmit && response.status >= 500) throw new AmbiguousSubmitError(`HTTP ${response.status}`);
    throw new FalHttpError(response.status, body, response.headers);
  };
}
