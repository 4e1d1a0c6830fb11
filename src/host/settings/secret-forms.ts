/** How one secret can stand in a text. */
export interface SecretForms {
  /** As it is, or with signs escaped as in JSON, addresses, HTML and mails. */
  readonly spelled: RegExp;
  /** In base64 of either alphabet, wherever it begins in what was encoded; the text around it is part of the same run. */
  readonly base64: RegExp;
  /** In hexadecimal, with or without marks between the bytes. */
  readonly hex: RegExp;
}

const BYTE_GAP = String.raw`(?:[\s:,-]|0x|\\+x)*`;
/** Lines of base64 may be broken, in a text or in JSON. */
const LINE_GAP = String.raw`(?:\s|\\+[rn])*`;
const SPECIAL = /[\\^$.*+?()[\]{}|/-]/g;

/** Patterns that find a secret of ASCII signs. */
export function formsOf(secret: string): SecretForms {
  const bytes = [...Buffer.from(secret)];
  return {
    spelled: new RegExp(bytes.map(spellings).join(''), 'g'),
    base64: new RegExp([0, 1, 2].map((shift) => base64At(bytes, shift)).join('|'), 'g'),
    hex: new RegExp(bytes.map(hexDigits).join(BYTE_GAP), 'g'),
  };
}

/** A byte as two hexadecimal digits of either case. */
function hexDigits(byte: number): string {
  const digits = byte.toString(16).padStart(2, '0');
  return digits.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function spellings(byte: number): string {
  const sign = String.fromCharCode(byte);
  const plain = sign.replaceAll(SPECIAL, String.raw`\$&`);
  const hex = hexDigits(byte);
  const ways = [
    plain,
    // JSON escapes these; every further nesting doubles the backslashes.
    ...(/["\\/]/.test(sign) ? [String.raw`\\+${plain}`] : []),
    String.raw`\\+u00${hex}`,
    String.raw`\\+x${hex}`,
    `[%=](?:25)*${hex}`,
    `&#0*${byte};`,
    `&#[xX]0*${hex};`,
  ];
  return `(?:${ways.join('|')})`;
}

/** The signs that these bytes alone decide, when as many bytes stand before them in a group of three. */
function base64At(bytes: readonly number[], shift: number): string {
  const whole = Buffer.from([...new Array<number>(shift).fill(0), ...bytes]).toString('base64');
  const first = Math.ceil((shift * 8) / 6);
  const end = Math.floor(((shift + bytes.length) * 8) / 6);
  return [...whole.slice(first, end)].map(base64Sign).join(LINE_GAP);
}

function base64Sign(sign: string): string {
  if (sign === '+') return '(?:[+-]|%2[bB])';
  return sign === '/' ? String.raw`(?:[/_]|\\+/|%2[fF])` : sign;
}
