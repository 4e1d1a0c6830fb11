const ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0', '\n': '' },
};
const QUOTES = ["'''", '"""', "'", '"', '`'] as const;
const PREFIX = /[a-zA-Z]{0,2}(?=['"`])/y;

export interface StringAt {
  /** Null where values are put into the text at run time. */
  readonly text: string | null;
  readonly end: number;
}

/** Reads a string of JavaScript or Python at a place; null where none begins. */
export function readString(source: string, start: number): StringAt | null {
  PREFIX.lastIndex = start;
  const prefix = (PREFIX.exec(source)?.[0] ?? '').toLowerCase();
  if (prefix !== '' && !/^(r|b|u|f|rb|br|rf|fr)$/.test(prefix)) return null;
  const open = start + prefix.length;
  const quote = QUOTES.find((one) => source.startsWith(one, open));
  if (!quote) return null;
  const isRaw = prefix.includes('r');
  let text = '';
  let at = open + quote.length;
  while (!source.startsWith(quote, at)) {
    if (at >= source.length) return null;
    if (source[at] !== '\\') text += source[at++];
    else if (isRaw) {
      text += source.slice(at, at + 2);
      at += 2;
    } else {
      const escaped = readEscape(source, at + 1);
      text += escaped.text;
      at = escaped.end;
    }
  }
  const isFilledIn = quote === '`' ? text.includes('${') : prefix.includes('f') && text.includes('{');
  return { text: isFilledIn ? null : text, end: at + quote.length };
}

function readEscape(source: string, at: number): { text: string; end: number } {
  const code = /^(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/i.exec(source.slice(at, at + 10));
  if (code) {
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3]!, 16);
    if (point <= 0x10ffff) return { text: String.fromCodePoint(point), end: at + code[0].length };
  }
  const letter = source[at] ?? '';
  return { text: ESCAPES[letter] ?? letter, end: at + 1 };
}
