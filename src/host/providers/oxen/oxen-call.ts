import type { Clock } from '../../clock.ts';
import type { Redactor } from '../../settings/redact.ts';
import { messageOf, readJson, wholeAnswer, withDeadline } from '../answered-call.ts';
import { isPreConnectError } from '../fal-errors.ts';
import type { ProviderClock } from '../provider-clock.ts';
import type { Answer } from '../provider-link.ts';
import type { Transport } from '../transport.ts';
import { plainTrouble } from '../trouble.ts';
import { httpTrouble } from './oxen-trouble.ts';

/** Where Oxen's API begins. */
export const OXEN_ORIGIN = 'https://hub.oxen.ai';
const API = `${OXEN_ORIGIN}/api`;

export interface OxenAccess {
  readonly transport: Transport;
  /** Null where no key is set. */
  readonly key: () => string | null;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly providerClock: ProviderClock;
}

interface OxenCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  /** A call that may be paid for: once something may have been recorded, trouble is `ambiguous`. */
  readonly isPaid?: boolean;
  /** The endpoint that fields of a refusal are named after. */
  readonly endpoint?: string;
}

export function authorization(key: string | null): Record<string, string> {
  return { authorization: `Bearer ${key ?? ''}` };
}

/** The address of a path of Oxen's API. */
export const oxenUrl = (path: string) => `${API}${path}`;

/** One call to Oxen's API, made once. Never rejects for expected trouble. */
export async function callOxen(access: OxenAccess, call: OxenCall): Promise<Answer<unknown>> {
  const { method = 'GET', body, signal, deadlineMs, isPaid = false } = call;
  const { clock, redactor } = access;
  const failed = (kind: 'ambiguous' | 'no-answer' | 'garbled', text: string): Answer<never> => ({
    ok: false,
    trouble: plainTrouble(isPaid && kind !== 'no-answer' ? 'ambiguous' : kind, redactor.text(text)),
  });
  const askedAtMs = clock.now();
  let response: Response;
  try {
    response = await withDeadline({ clock, deadlineMs, signal }, async (aborted) =>
      wholeAnswer(
        await access.transport(oxenUrl(call.path), {
          method,
          headers: {
            ...authorization(access.key()),
            accept: 'application/json',
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: aborted,
        }),
      ),
    );
  } catch (error) {
    if (signal?.aborted && !isPaid) return { ok: false, trouble: plainTrouble('cancelled', 'Cancelled.') };
    return failed(isPreConnectError(error) || !isPaid ? 'no-answer' : 'ambiguous', messageOf(error));
  }
  access.providerClock.hear(response.headers, askedAtMs);
  const answer = await readJson(response);
  if (response.ok) {
    return answer === null
      ? failed('garbled', 'the answer is no JSON')
      : { ok: true, value: redactor.data(answer) };
  }
  const trouble = httpTrouble(response.status, answer, redactor, call.endpoint);
  // Nobody knows whether something between us and the queue failed before or after it was recorded.
  const isOpen = isPaid && response.status >= 500 && !trouble.reachedModel;
  return { ok: false, trouble: isOpen ? { ...trouble, kind: 'ambiguous' } : trouble };
}
