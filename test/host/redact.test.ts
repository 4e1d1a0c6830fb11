import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/host/settings/redact.ts';
import { KEY } from './rig.ts';

const { text, data } = createRedactor(() => [KEY]);
const [ID, SECRET] = KEY.split(':') as [string, string];
const base64 = (plain: string) => Buffer.from(plain).toString('base64');
const hex = (plain: string) => Buffer.from(plain).toString('hex');
const escaped = (plain: string, prefix: string) =>
  [...plain].map((sign) => `${prefix}${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** Ways in which a server may echo what it was sent. */
const ENCODINGS: Readonly<Record<string, (plain: string) => string>> = {
  'as it is': (plain) => plain,
  'in base64': base64,
  'in base64url': (plain) => Buffer.from(plain).toString('base64url'),
  'in base64 with other text before it': (plain) => base64(`Key ${plain}`),
  'in base64 with other text around it': (plain) => base64(`user:${plain}, thanks`),
  'in base64 of broken lines': (plain) => base64(`xy${plain}`).replaceAll(/.{20}/g, '$&\n'),
  'in base64 in an address': (plain) => encodeURIComponent(base64(`?>${plain}`)),
  'in hexadecimal': hex,
  'in capital hexadecimal': (plain) => hex(plain).toUpperCase(),
  'in hexadecimal with colons': (plain) => hex(plain).replaceAll(/..(?!$)/g, '$&:'),
  'as bytes of a dump': (plain) => hex(plain).replaceAll(/../g, '\\x$&'),
  'in an address': encodeURIComponent,
  'in an address with every sign escaped': (plain) => hex(plain).replaceAll(/../g, '%$&'),
  'in an address in an address': (plain) => hex(plain).replaceAll(/../g, '%25$&'),
  'in JSON': JSON.stringify,
  'in JSON with every sign escaped': (plain) => escaped(plain, '\\u'),
  'in JSON in JSON': (plain) => JSON.stringify(escaped(plain, '\\u')),
  'in HTML': (plain) => [...plain].map((sign) => `&#${sign.charCodeAt(0)};`).join(''),
  'in a mail': (plain) => hex(plain).toUpperCase().replaceAll(/../g, '=$&'),
};

/** Not even a part of it is left that says anything. */
function expectNothingOf(encoded: string, told: string): void {
  for (let at = 0; at + 8 <= encoded.length; at++) expect(told).not.toContain(encoded.slice(at, at + 8));
}

describe.each(Object.entries(ENCODINGS))('a key %s', (_, encode) => {
  test.each([
    ['whole', KEY],
    ['by its id', ID],
    ['by its secret', SECRET],
  ])('is hidden %s', (_which, part) => {
    const encoded = encode(part);
    const told = text(`Refused: <${encoded}> is unknown`);
    expect(told).toMatch(/^Refused: <.*\[key\].*> is unknown$/s);
    expectNothingOf(encoded, told);
    const [[name, [value]]] = Object.entries(data({ [encoded]: [encoded] })) as [[string, [string]]];
    expectNothingOf(encoded, `${name} ${value}`);
  });
});

test('a key is hidden in base64 wherever it begins and whatever surrounds it', () => {
  const bytes = fc.uint8Array({ maxLength: 9 });
  fc.assert(
    fc.property(bytes, bytes, (before, after) => {
      const told = text(Buffer.concat([before, Buffer.from(SECRET), after]).toString('base64'));
      expect(told).toBe('[key]');
    }),
  );
});

test('a key with signs that JSON and patterns know is hidden', () => {
  const odd = 'a"b\\c/d+e.(f)$[g]';
  const redactor = createRedactor(() => [odd]);
  expect(redactor.text(`${odd} ${JSON.stringify(odd)} ${encodeURIComponent(odd)}`)).toBe(
    '[key] "[key]" [key]',
  );
  expect(redactor.data({ a: { [odd]: odd } })).toEqual({ a: { '[key]': '[key]' } });
});

test('other text stays as it is, and long text is no trouble', () => {
  const plain = `zebra quokka ${base64('nothing to hide')} ${hex('nothing')} %41 \\u0041`;
  expect(text(plain)).toBe(plain);
  const long = 'QUJD'.repeat(500_000);
  expect(text(long)).toBe(long);
  expect(data({ n: 1, t: true, none: null, list: ['x'] })).toEqual({
    n: 1,
    t: true,
    none: null,
    list: ['x'],
  });
});
