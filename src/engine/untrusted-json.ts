/** Largest workflow text that is read, in characters. A graph of 5,000 nodes has about 1.5 million. */
export const MAX_DOCUMENT_LENGTH = 16_000_000;
/** Deepest nesting that is read; workflows need about ten levels. */
const MAX_DEPTH = 64;
/** Some editors put it in front of a text file; it is no part of the JSON. */
const BYTE_ORDER_MARK = '\uFEFF';

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string; readonly fix: string };

/** Parses JSON from outside: size and depth are capped, and keys that could reach an object's prototype refused. */
export function parseUntrustedJson(text: string): ParsedJson {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    return {
      ok: false,
      message: `The file has ${megabytes(text.length)} MB; a workflow may have ${megabytes(MAX_DOCUMENT_LENGTH)} MB.`,
      fix: 'Check that this is a workflow; media belong beside it, not inside it.',
    };
  }
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch (error) {
    return {
      ok: false,
      message: `The file is not valid JSON: ${error instanceof Error ? error.message : String(error)}.`,
      fix: 'Open an earlier version of it, or repair it in a text editor.',
    };
  }
  const reason = refuseStructure(value);
  return reason === null
    ? { ok: true, value }
    : { ok: false, message: reason, fix: 'Do not open this file unless you know who made it.' };
}

const megabytes = (length: number) => (length / 1e6).toFixed(length < 1e6 ? 2 : 0);

function refuseStructure(root: unknown): string | null {
  const stack: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  while (stack.length > 0) {
    const { value, depth } = stack.pop()!;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) return `The file is nested more than ${MAX_DEPTH} levels deep.`;
    if (!Array.isArray(value) && Object.hasOwn(value, '__proto__')) {
      return 'The file has a field called “__proto__”, which no workflow needs.';
    }
    for (const inner of Object.values(value)) stack.push({ value: inner, depth: depth + 1 });
  }
  return null;
}
