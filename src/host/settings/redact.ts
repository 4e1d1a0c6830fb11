import { formsOf, type SecretForms } from './secret-forms.ts';

/** Shortest part of a key that is worth hiding by itself; shorter ones would black out ordinary words. */
const MIN_PART_LENGTH = 8;
const HIDDEN = '[key]';
const BASE64_SIGN = /[\w+/=-]/;
const HEX_SIGN = /[\da-f]/i;

/** Takes secrets out of text that a person or a file will see, in whatever encoding they stand there. */
export interface Redactor {
  text(text: string): string;
  /** The same JSON data with every string redacted. */
  data<T>(value: T): T;
}

/** `secrets` is asked each time, so that a key entered later is hidden as well. */
export function createRedactor(secrets: () => readonly string[]): Redactor {
  const known = new Map<string, SecretForms>();
  const formsOfPart = (part: string) => {
    const forms = known.get(part) ?? formsOf(part);
    known.set(part, forms);
    return forms;
  };

  function text(original: string): string {
    const parts = secrets()
      .flatMap((secret) => [secret, ...secret.split(':')])
      .filter((part) => part.length >= MIN_PART_LENGTH)
      .sort((a, b) => b.length - a.length);
    return parts.map(formsOfPart).reduce((result, { spelled, base64, hex }) => {
      const plain = result.replaceAll(spelled, HIDDEN);
      return hideRuns(hideRuns(plain, base64, BASE64_SIGN), hex, HEX_SIGN);
    }, original);
  }

  function data(value: unknown): unknown {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(data);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [text(name), data(part)]));
  }

  // What comes out has the shape of what went in.
  return { text, data: <T>(value: T) => data(value) as T };
}

/** Hides each find with the whole run of signs it stands in: the rest of an encoded text tells of its neighbours. */
function hideRuns(text: string, pattern: RegExp, sign: RegExp): string {
  let hidden = '';
  let from = 0;
  for (const { index, 0: found } of text.matchAll(pattern)) {
    if (index < from) continue;
    let start = index;
    while (start > from && sign.test(text[start - 1]!)) start--;
    let end = index + found.length;
    while (end < text.length && sign.test(text[end]!)) end++;
    hidden += `${text.slice(from, start)}${HIDDEN}`;
    from = end;
  }
  return hidden + text.slice(from);
}
