import { readString } from './strings.ts';
import { type Read, type ReadAt, UNREADABLE } from './unreadable.ts';

/** Deepest nesting that is followed; a variable in a variable counts for several. */
const MAX_DEPTH = 20;
const DEPTH_OF_VARIABLE = 5;
/** No request is made of more variables. */
const MAX_VARIABLES = 500;
const BLANK = /(?:\s+|\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const NUMBER = /[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?/iy;
const NAME = /(?:(?:await|new)\s+)*([A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*)/y;
const KEY = /[A-Za-z_$][\w$]*/y;
const WORDS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ...(['true', 'True'] as const).map((word) => [word, true] as const),
  ...(['false', 'False'] as const).map((word) => [word, false] as const),
  ...(['null', 'None', 'undefined'] as const).map((word) => [word, null] as const),
]);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Gives a value to a call of a function, or `UNREADABLE`. */
export type Calls = (name: string, args: readonly Read[]) => Read;

export interface LiteralReader {
  /** The literal at a place. */
  literal(start: number): ReadAt;
  /** The items of the list, tuple or call whose bracket opens at a place; names of named arguments are left out. */
  items(open: number): readonly Read[];
}

const match = (pattern: RegExp, source: string, at: number) => {
  pattern.lastIndex = at;
  return pattern.exec(source);
};
/** The next place that is neither blank nor a comment. */
const skip = (source: string, at: number) => at + (match(BLANK, source, at)?.[0].length ?? 0);

/**
 * Reads literals of JavaScript, Python and JSON in a source, without running anything. Variables are looked up in the
 * source; every expression that is not written down is `UNREADABLE`.
 */
export function createLiteralReader(source: string, calls: Calls): LiteralReader {
  let variableCount = 0;

  function literal(start: number, depth: number): ReadAt {
    const at = skip(source, start);
    if (depth > MAX_DEPTH) return { value: UNREADABLE, end: endOfExpression(source, at) };
    return joined(one(at, depth));
  }

  /** Strings that stand beside each other or are added make one; other expressions of several parts can't be read. */
  function joined({ value, end }: ReadAt): ReadAt {
    const next = skip(source, end);
    const more =
      typeof value === 'string'
        ? readString(source, source[next] === '+' ? skip(source, next + 1) : next)
        : null;
    if (more) {
      const whole: Read = more.text === null ? UNREADABLE : `${value as string}${more.text}`;
      return joined({ value: whole, end: more.end });
    }
    const isWhole = /[,;:)\]}]/.test(source[next] ?? ',') || source.slice(end, next).includes('\n');
    return isWhole ? { value, end } : { value: UNREADABLE, end: endOfExpression(source, next) };
  }

  function one(at: number, depth: number): ReadAt {
    const text = readString(source, at);
    if (text) return { value: text.text ?? UNREADABLE, end: text.end };
    const number = match(NUMBER, source, at);
    if (number) return { value: Number(number[0].replaceAll('_', '')), end: at + number[0].length };
    if (source[at] === '{') return object(at, depth);
    if (source[at] === '[' || source[at] === '(') {
      const { items, end } = list(at, depth);
      return { value: source[at] === '(' && items.length === 1 ? items[0]! : items, end };
    }
    const found = match(NAME, source, at);
    if (!found) return { value: UNREADABLE, end: endOfExpression(source, at) };
    const name = found[1]!;
    const end = at + found[0].length;
    const word = WORDS.get(name);
    if (word !== undefined) return { value: word, end };
    const open = skip(source, end);
    if (source[open] !== '(') return { value: variable(name, depth), end };
    const args = list(open, depth);
    return { value: calls(name, args.items), end: args.end };
  }

  /** What a variable is first given in the source; one that is changed later keeps that. */
  function variable(name: string, depth: number): Read {
    if (!/^[\w$]+$/.test(name) || ++variableCount > MAX_VARIABLES) return UNREADABLE;
    const given = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*(?::[^=\\n]+)?=(?![=>])`).exec(
      source,
    );
    return given ? literal(given.index + given[0].length, depth + DEPTH_OF_VARIABLE).value : UNREADABLE;
  }

  function list(open: number, depth: number): { items: Read[]; end: number } {
    const items: Read[] = [];
    const end = each(open, (at) => {
      const name = /^[A-Za-z_]\w*\s*=(?!=)/.exec(source.slice(at, at + 100));
      const item = literal(at + (name?.[0].length ?? 0), depth + 1);
      items.push(item.value);
      return item.end;
    });
    return { items, end };
  }

  function object(open: number, depth: number): ReadAt {
    const fields: [string, Read][] = [];
    const end = each(open, (at) => {
      const text = readString(source, at);
      const word = text ? null : match(KEY, source, at)?.[0];
      const name = text ? text.text : word;
      if (name === null || name === undefined) return endOfExpression(source, at);
      const close = text ? text.end : at + name.length;
      const colon = skip(source, close);
      const isShort = source[colon] !== ':';
      const field: ReadAt = isShort
        ? { value: variable(name, depth), end: close }
        : literal(colon + 1, depth + 1);
      fields.push([name, field.value]);
      return field.end;
    });
    return { value: Object.fromEntries(fields), end };
  }

  /** Reads one item after the other up to the bracket that closes the one at `open`; gives the place behind it. */
  function each(open: number, read: (at: number) => number): number {
    const close = CLOSING[source[open]!]!;
    let at = skip(source, open + 1);
    while (at < source.length && source[at] !== close) {
      const next = skip(source, read(at));
      if (next <= at) break;
      at = source[next] === ',' ? skip(source, next + 1) : next;
    }
    return at + 1;
  }

  return { literal: (start) => literal(start, 0), items: (open) => list(open, 0).items };
}

/** The end of an expression that can't be read: the next comma or closing bracket of the same depth. */
function endOfExpression(source: string, start: number): number {
  const open: string[] = [];
  let at = start;
  while (at < source.length) {
    const text = /['"`]/.test(source[at]!) ? readString(source, at) : null;
    if (text) at = text.end;
    else {
      const letter = source[at]!;
      if (CLOSING[letter]) open.push(CLOSING[letter]);
      else if (letter === open.at(-1)) open.pop();
      else if (open.length === 0 && /[,;)\]}]/.test(letter)) return at;
      at++;
    }
  }
  return at;
}
