import type { ClientResponse } from 'hono/client';
import type { Problem } from '../../engine/problem.ts';

/** What the host said: a value, or a problem with the HTTP status (0 where it could not be reached). */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly problem: Problem; readonly body: unknown };

/** What a route gives where it says yes; its refusals are problems. */
type Given<R> =
  R extends ClientResponse<infer T, infer S, string>
    ? 200 extends S
      ? T
      : S extends 201 | 202
        ? T
        : never
    : never;

/** Waits for one route of the host. Never throws: trouble is part of the answer. */
export async function answered<R extends ClientResponse<unknown>>(
  asking: Promise<R>,
): Promise<Answer<Given<R>>> {
  try {
    const response = await asking;
    // Where the line breaks in the middle of an answer there is none.
    const body = jsonOf(await response.text());
    if (response.ok) return { ok: true, value: body as Given<R> };
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

/**
 * Gives parts of an answer that hold themselves the host's own types, which types of JSON only tell loosely. A part
 * that the route does not give can't be named.
 */
export const holding =
  <F>() =>
  <T extends { readonly [K in keyof F]: unknown }>(
    answer: Promise<Answer<T>>,
  ): Promise<Answer<Omit<T, keyof F> & F>> =>
    answer as Promise<Answer<never>>;

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
