import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const PAGE = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');

interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** Tests that a text names: a file in code, followed by one or more titles in quotes. */
function namedTests(text: string): NamedTest[] {
  const groups = text.matchAll(/`(test\/[^`]+\.test\.ts)`((?:,? “[^”]+”)+)/g);
  return [...groups].flatMap(([, file, titles]) =>
    [...titles!.matchAll(/“([^”]+)”/g)].map(([, title]) => ({ file: file!, title: title! })),
  );
}

/** Whether the file has a title of this very text, between the quotes of code. */
function exists({ file, title }: NamedTest): boolean {
  const path = join(ROOT, file);
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => text.includes(quoted));
}

/** Lines of the tables that promise something. */
const promises = PAGE.split('\n').filter((line) => /^\| (?!promise|-)/.test(line));

describe('SECURITY.md', () => {
  test.each(promises)('names tests that exist: %s', (line) => {
    const named = namedTests(line);
    expect(named).not.toEqual([]);
    expect(named.filter((each) => !exists(each))).toEqual([]);
  });

  test('has a promise to everybody it speaks to', () => {
    const parts = PAGE.split(/^## /m).filter((part) => part.startsWith('To whoever'));
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) expect(namedTests(part).length).toBeGreaterThan(2);
  });

  test('a title that no test has is found missing', () => {
    const here = '`test/security.test.ts` “a title that no test has is found missing”';
    expect(namedTests(here).every(exists)).toBe(true);
    expect(exists({ file: 'test/security.test.ts', title: 'nobody wrote' + ' this' })).toBe(false);
    expect(exists({ file: 'test/no-such.test.ts', title: 'anything' })).toBe(false);
  });
});
