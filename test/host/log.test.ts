import { EventEmitter } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { surviveUncaught } from '../../src/host/log/last-defence.ts';
import { LOG_LIMITS, openLog } from '../../src/host/log/log.ts';
import { createRedactor } from '../../src/host/settings/redact.ts';
import { createQuickClock } from './quick-clock.ts';

async function setUp(onLine?: (line: string) => void) {
  const home = await mkdtemp(join(tmpdir(), 'log-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const redactor = createRedactor(() => ['zebra-key-id:quokka-secret']);
  const log = openLog({ home, clock: createQuickClock(), redactor, onLine });
  return { home, path: join(home, 'logs', 'blockout.log'), log };
}

test('a line tells when, how bad, where and what, with the stack of an error, and no key', async () => {
  const { log, path } = await setUp();
  log.warning('provider', 'The key quokka-secret was refused', new Error('bad zebra-key-id'));
  await log.flush();
  const [line] = await log.tail(1);
  expect(line).toMatch(
    /^2026-11-01T\S+Z warning provider \[\d+\] The key \[key\] was refused — Error: bad \[key\]/,
  );
  expect(line).toMatch(/⏎ at .*log\.test\.ts/);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('text from elsewhere can neither forge a line nor command a terminal', async () => {
  const { log, path } = await setUp();
  log.info('job', 'Shot\n2026-11-01T00:00:00.000Z error forged\r\u001b[2J\u009b1m\u2028end');
  await log.flush();
  const text = await readFile(path, 'utf8');
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  expect(text).toContain('Shot ⏎ 2026-11-01T00:00:00.000Z error forged\\x0d\\x1b[2J\\x9b1m\\x2028end');
});

test('a full log starts a new file, a few old ones are kept, and the tail reaches into them', async () => {
  const { home, log } = await setUp();
  const filler = 'x'.repeat(7_000);
  const count = Math.ceil((LOG_LIMITS.maxBytes * (LOG_LIMITS.keptCount + 3)) / filler.length);
  for (let line = 0; line < count; line++) {
    log.info('host', `${line} ${filler}`);
    if (line % 20 === 0) await log.flush();
  }
  await log.flush();
  const names = (await readdir(join(home, 'logs'))).sort();
  expect(names).toEqual(['blockout.log', 'blockout.log.1', 'blockout.log.2', 'blockout.log.3']);
  for (const name of names) {
    expect((await stat(join(home, 'logs', name))).size).toBeLessThan(1.3 * LOG_LIMITS.maxBytes);
  }
  const numbers = (await log.tail(30)).map((line) => Number(/\] (\d+) x/.exec(line)![1]));
  expect(numbers).toEqual(Array.from({ length: 30 }, (_, place) => count - 30 + place));
});

test('what only a searcher wants to know is told to who listens, and to nobody else', async () => {
  const heard: string[] = [];
  const verbose = await setUp((line) => heard.push(line));
  verbose.log.debug('provider', 'GET status');
  expect(heard).toEqual([expect.stringMatching(/debug +provider .* GET status$/)]);
  const quiet = await setUp();
  quiet.log.debug('provider', 'GET status');
  expect(await quiet.log.tail(10)).toEqual([]);
});

test('a log that can’t be written troubles nobody', async () => {
  const { home, path, log } = await setUp();
  await mkdir(path, { recursive: true });
  log.error('host', 'nowhere to go', new Error('x'));
  log.fatal('host', 'nowhere to go', new Error('x'));
  await log.flush();
  expect(await readdir(join(home, 'logs'))).toEqual(['blockout.log']);
});

test('an error that nobody caught is on the disk at once, is told, and ends nothing', async () => {
  const { home, path, log } = await setUp();
  await mkdir(join(home, 'logs'));
  const source = new EventEmitter();
  const told: unknown[] = [];
  const stop = surviveUncaught(log, (error) => told.push(error), source);
  const errors = [new Error('first'), new Error('second')];
  source.emit('uncaughtException', errors[0]);
  source.emit('unhandledRejection', errors[1]);
  expect(told).toEqual(errors);
  expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toEqual([
    expect.stringMatching(/uncaught .*nobody caught — Error: first/),
    expect.stringMatching(/uncaught .*nobody caught — Error: second/),
  ]);
  stop();
  expect(source.eventNames()).toEqual([]);
});
