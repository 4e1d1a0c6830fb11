import { ApiError } from '@fal-ai/client';
import type { Redactor } from '../settings/redact.ts';
import { AmbiguousSubmitError, FalHttpError, isPreConnectError, NoAnswerError } from './fal-errors.ts';

/** What a field of the input was refused for. */
export interface FieldTrouble {
  readonly field: string;
  readonly text: string;
  readonly type: string;
}

export type TroubleKind =
  | 'unauthorized'
  | 'locked'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'rate-limited'
  | 'cancelled'
  | 'refused'
  | 'server'
  | 'no-answer'
  | 'garbled'
  | 'ambiguous';

/** Why a call to a provider did not work, in the provider's own words, secrets taken out. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly status: number | null;
  readonly text: string;
  readonly fields: readonly FieldTrouble[];
  /** fal's name for the error, e.g. `startup_timeout`. */
  readonly errorType: string | null;
  /** Whether the answer came from fal or its model rather than from something in between. */
  readonly isFinal: boolean;
  readonly billedUnits: number | null;
  /** Whether a model was at work, so that even a refusal may be charged; absent where nobody told. */
  readonly reachedModel?: boolean;
}

/** A trouble with nothing known of it but its words. */
export function plainTrouble(kind: TroubleKind, text: string): Trouble {
  return { kind, text, status: null, fields: [], errorType: null, isFinal: false, billedUnits: null };
}

/** Reads an error of a client call. Throws on anything that is not one, since that is a bug. */
export function troubleOf(error: unknown, redactor: Redactor): Trouble {
  if (error instanceof FalHttpError) return httpTrouble(error.status, error.body, error.headers, redactor);
  if (error instanceof ApiError) return httpTrouble(error.status, error.body, new Headers(), redactor);
  const text = redactor.text(error instanceof Error ? error.message : String(error));
  if (error instanceof AmbiguousSubmitError) return plainTrouble('ambiguous', text);
  if (error instanceof SyntaxError) return plainTrouble('garbled', text);
  if (error instanceof NoAnswerError || isPreConnectError(error)) return plainTrouble('no-answer', text);
  if (error instanceof Error && error.name === 'AbortError') return plainTrouble('cancelled', text);
  throw error;
}

/** Whether an error is one that calls are expected to end with. */
export function isKnownError(error: unknown): boolean {
  if (error instanceof FalHttpError || error instanceof ApiError || error instanceof SyntaxError) return true;
  return error instanceof NoAnswerError || (error instanceof Error && error.name === 'AbortError');
}

function httpTrouble(status: number, body: unknown, headers: Headers, redactor: Redactor): Trouble {
  const detail = (body as { detail?: unknown } | null)?.detail;
  const fields = Array.isArray(detail) ? detail.map((entry) => fieldTrouble(entry, redactor)) : [];
  const text = redactor.text(detailText(detail, body, status));
  const units = headers.get('x-fal-billable-units');
  return {
    kind: kindOf(status, text),
    status,
    text,
    fields,
    errorType:
      headers.get('x-fal-error-type') ??
      ((body as { error_type?: string } | null)?.error_type || fields[0]?.type) ??
      null,
    isFinal: body !== null,
    billedUnits: units === null || Number.isNaN(Number(units)) ? null : Number(units),
  };
}

function kindOf(status: number, text: string): TroubleKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return /locked|balance/i.test(text) ? 'locked' : 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 422) return 'invalid';
  if (status === 429) return 'rate-limited';
  if (status === 499) return 'cancelled';
  return status >= 500 ? 'server' : 'refused';
}

function detailText(detail: unknown, body: unknown, status: number): string {
  if (typeof detail === 'string') return detail;
  if (Array.isArray(detail)) {
    return detail.map((entry) => String((entry as { msg?: unknown } | null)?.msg ?? entry)).join(' ');
  }
  const message =
    (body as { error?: { message?: unknown } } | null)?.error?.message ??
    (body as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : `HTTP ${status}`;
}

function fieldTrouble(entry: unknown, redactor: Redactor): FieldTrouble {
  const { loc, msg, type } = (entry ?? {}) as { loc?: unknown[]; msg?: unknown; type?: unknown };
  return {
    field: String(loc?.at(-1) ?? ''),
    text: redactor.text(String(msg ?? '')),
    type: String(type ?? ''),
  };
}
