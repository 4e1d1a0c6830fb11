import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSessionBook, type KnownSession } from '../../../src/cli/browser-door/session-book.ts';
import { sessionFile } from '../../../src/cli/browser-door/session-file.ts';

const DAY_MS = 24 * 3_600_000;

function createMemory() {
  let kept: readonly KnownSession[] = [];
  return {
    load: () => kept,
    save(sessions: readonly KnownSession[]) {
      kept = sessions;
    },
  };
}

async function temporaryHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'sessions-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

test('a link becomes one session, which ends after thirty days', () => {
  let now = 0;
  const book = createSessionBook(createMemory(), () => now);
  const token = book.newToken();
  const session = book.redeem(token)!;
  expect(book.redeem(token)).toBeNull();
  expect([book.isKnown(session), book.isKnown(token), book.isKnown('')]).toEqual([true, false, false]);
  now = 30 * DAY_MS - 1;
  expect(book.isKnown(session)).toBe(true);
  now++;
  expect(book.isKnown(session)).toBe(false);
});

test('many links push the oldest out, and a session does not depend on its link', () => {
  const book = createSessionBook(createMemory());
  const [first, ...others] = Array.from({ length: 17 }, () => book.newToken());
  expect(book.redeem(first!)).toBeNull();
  const sessions = others.map((token) => book.redeem(token)!);
  expect(new Set(sessions).size).toBe(16);
  expect(sessions.every((session) => book.isKnown(session))).toBe(true);
});

test('an open page goes on after a restart, while the file itself opens nothing', async () => {
  const home = await temporaryHome();
  const before = createSessionBook(sessionFile(home));
  const session = before.redeem(before.newToken())!;
  const path = join(home, 'browser-sessions.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain(session);
  const after = createSessionBook(sessionFile(home));
  expect(after.isKnown(session)).toBe(true);
  expect(after.isKnown((JSON.parse(text) as KnownSession[])[0]!.hash)).toBe(false);
});

test.each(['', 'not json', '{}', '[null, 1, {"hash": "x", "sinceMs": 1}]'])(
  'a damaged file opens the door to nobody and stops nothing: %s',
  async (content) => {
    const home = await temporaryHome();
    await writeFile(join(home, 'browser-sessions.json'), content);
    const book = createSessionBook(sessionFile(home));
    expect([book.isKnown('x'), book.isKnown('')]).toEqual([false, false]);
    expect(book.isKnown(book.redeem(book.newToken())!)).toBe(true);
  },
);
