import type { Clock } from '../clock.ts';

interface Deadline {
  readonly clock: Clock;
  /** Longest time until the answer is there, or null for none. */
  readonly deadlineMs: number | null;
  readonly signal?: AbortSignal;
}

/** Aborts the call when the caller does or when the answer is not there in time. */
export async function withDeadline(
  { clock, deadlineMs, signal }: Deadline,
  call: (signal: AbortSignal | undefined) => Promise<Response>,
): Promise<Response> {
  if (deadlineMs === null) return call(signal);
  const answered = new AbortController();
  const late = new AbortController();
  void clock.sleep(deadlineMs, answered.signal).then(() => {
    if (!answered.signal.aborted) late.abort(new Error(`no answer within ${deadlineMs / 1000} s`));
  });
  try {
    return await call(signal ? AbortSignal.any([signal, late.signal]) : late.signal);
  } finally {
    answered.abort();
  }
}

/**
 * The answer with its body read to the end, which fal's client would do itself: but a line that breaks in the middle of
 * an answer looks to it like one that never stood, and it would send a paid request again.
 */
export async function wholeAnswer(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  const body = response.body === null ? null : await response.arrayBuffer();
  return new Response(body, { status, statusText, headers });
}

/** The JSON of an answer, or null where it is something else. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => '');
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What an error of a call says, with its cause. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
