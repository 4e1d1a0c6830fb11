import type { Problem } from '../../engine/problem.ts';

/** What the host said: a value, or a problem with the HTTP status (0 where it could not be reached). */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly problem: Problem; readonly body: unknown };

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly signal?: AbortSignal;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

/** Asks one route of the host. Never throws: trouble is part of the answer. */
export async function ask<T>(path: string, request: Ask = {}): Promise<Answer<T>> {
  const { method = 'GET', json, query, ...rest } = request;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) search.set(name, String(value));
  const address = `/api${path}${search.size > 0 ? `?${search}` : ''}`;
  try {
    const response = await fetch(address, {
      method,
      ...rest,
      ...(json !== undefined && {
        body: JSON.stringify(json),
        headers: { 'content-type': 'application/json' },
      }),
    });
    // Where the line breaks in the middle of an answer there is none.
    const body = jsonOf(await response.text());
    if (response.ok) return { ok: true, value: body as T };
    return { ok: false, status: response.status, problem: problemIn(body, response.status), body };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return unanswered('cancelled', '', '');
    return unanswered(
      'bug',
      'Blockout’s own server does not answer.',
      'Your work is kept. Start Blockout again if this stays.',
    );
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problemIn(body: unknown, status: number): Problem {
  const { problem, refusal } = (body ?? {}) as { problem?: Partial<Problem> | null; refusal?: string };
  if (problem?.message)
    return { severity: 'error', code: 'bug', fix: '', ...problem, message: problem.message };
  return {
    severity: 'error',
    code: 'bug',
    message: refusal ?? `The host refused this (status ${status}).`,
    fix: refusal ? '' : 'Try again; reload the window if it stays.',
  };
}

function unanswered(
  code: Problem['code'],
  message: string,
  fix: string,
): { ok: false; status: number; problem: Problem; body: unknown } {
  return { ok: false, status: 0, problem: { severity: 'error', code, message, fix }, body: null };
}
