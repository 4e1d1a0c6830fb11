import { oxenModelOf } from '../../../fal/oxen/models.ts';
import { fromOxenParams } from '../../../fal/oxen/translate.ts';
import type { Redactor } from '../../settings/redact.ts';
import { type FieldTrouble, plainTrouble, type Trouble, type TroubleKind } from '../trouble.ts';

/** How Oxen passes on what the model's own host said. */
const UPSTREAM = /Getting model response error:\s*(\d{3})\s*[-:]?\s*([\s\S]*)/i;

/** What an answer of Oxen that is not 2xx means; `body` is null where it was no JSON. */
export function httpTrouble(status: number, body: unknown, redactor: Redactor, endpoint?: string): Trouble {
  const error = (body as { error?: Record<string, unknown> } | null)?.error;
  const text = redactor.text(errorText(error, body) ?? `HTTP ${status}`);
  const errorType = typeof error?.type === 'string' ? error.type : null;
  const upstream = modelTrouble(text, endpoint);
  if (upstream) return upstream;
  return {
    ...plainTrouble(kindOf(status, errorType, text), text),
    status,
    errorType,
    isFinal: body !== null,
  };
}

/** Why a generation failed, from its `error_message`. The model was at work, so that it may be charged. */
export function generationTrouble(message: string | null, redactor: Redactor, endpoint: string): Trouble {
  const text = redactor.text(message ?? 'the generation failed without a reason');
  return (
    modelTrouble(text, endpoint) ?? { ...plainTrouble('refused', text), isFinal: true, reachedModel: true }
  );
}

function kindOf(status: number, type: string | null, text: string): TroubleKind {
  if (status === 401 || type === 'unauthenticated') return 'unauthorized';
  if (status === 402 || /insufficient (credit|balance|fund)/i.test(text)) return 'locked';
  if (status === 403) return 'forbidden';
  if (status === 404 || type === 'resource_not_found') return 'not-found';
  if (status === 429) return 'rate-limited';
  if (status === 400 || status === 422 || type === 'invalid_params') return 'invalid';
  return status >= 500 ? 'server' : 'refused';
}

function errorText(error: Record<string, unknown> | undefined, body: unknown): string | null {
  const { title, detail, message } = error ?? {};
  const parts = [
    title,
    typeof detail === 'object' && detail !== null ? JSON.stringify(detail) : detail,
    message,
  ];
  const words = parts.filter((part) => typeof part === 'string' && part !== '');
  if (words.length > 0) return words.join(': ');
  const plain = (body as { status_message?: unknown; detail?: unknown } | null) ?? {};
  const other = plain.status_message ?? plain.detail;
  return typeof other === 'string' ? other : null;
}

/** What the model's host said, or null where the text is Oxen's own. */
function modelTrouble(text: string, endpoint: string | undefined): Trouble | null {
  const found = UPSTREAM.exec(text);
  if (!found) return null;
  const status = Number(found[1]);
  const fields = fieldsOf(found[2]!, endpoint);
  const kind = status === 422 || status === 400 ? 'invalid' : status >= 500 ? 'server' : 'refused';
  const words = fields.map((field) => field.text).join(' ');
  return {
    ...plainTrouble(kind, words === '' ? text : `${words} (Getting model response error: ${status})`),
    fields,
    errorType: fields[0]?.type ?? null,
    isFinal: true,
    reachedModel: true,
  };
}

/** The entries of a 422 that Oxen has put into its text, with fields under the endpoint's own names. */
function fieldsOf(text: string, endpoint: string | undefined): FieldTrouble[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  const detail = Array.isArray(parsed) ? parsed : (parsed as { detail?: unknown } | null)?.detail;
  if (!Array.isArray(detail)) return [];
  const model = oxenModelOf(endpoint ?? '');
  return detail.map((entry: { loc?: unknown[]; msg?: unknown; type?: unknown } | null) => {
    const param = String(entry?.loc?.at(-1) ?? '');
    const field = model ? Object.keys(fromOxenParams(model, { [param]: true }))[0] : undefined;
    return { field: field ?? param, text: String(entry?.msg ?? ''), type: String(entry?.type ?? '') };
  });
}
