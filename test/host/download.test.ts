import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DownloadOptions, download } from '../../src/host/jobs/download.ts';
import { createQuickClock } from './quick-clock.ts';

const CONTENT = Buffer.from('0123456789abcdef');

async function setUp(request: DownloadOptions['request'], have = '', more: Partial<DownloadOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'download-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'part');
  if (have !== '') await writeFile(path, have);
  const clock = createQuickClock();
  const result = download({
    request,
    path,
    expectedBytes: CONTENT.length,
    maxBytes: 1_000,
    clock,
    signal: new AbortController().signal,
    ...more,
  });
  return { path, clock, result };
}

const ranged = async (from: number) => new Response(CONTENT.subarray(from), { status: from > 0 ? 206 : 200 });

test('what is there already is not asked for again', async () => {
  const asked: number[] = [];
  const { path, result } = await setUp((from) => {
    asked.push(from);
    return ranged(from);
  }, '01234');
  expect(await result).toEqual({ ok: true, sizeBytes: 16 });
  expect(asked).toEqual([5]);
  expect(await readFile(path)).toEqual(CONTENT);
});

test('a server that ignores the range sends the whole file, which replaces the part', async () => {
  const { path, result } = await setUp(async () => new Response(CONTENT), '01234');
  expect(await result).toEqual({ ok: true, sizeBytes: 16 });
  expect(await readFile(path)).toEqual(CONTENT);
});

test('a complete part needs no request at all', async () => {
  const { result } = await setUp(() => Promise.reject(new Error('asked')), CONTENT.toString());
  expect(await result).toEqual({ ok: true, sizeBytes: 16 });
});

test('a part that is longer than the file is thrown away', async () => {
  const { path, result } = await setUp(ranged, `${CONTENT}and more`);
  expect(await result).toEqual({ ok: true, sizeBytes: 16 });
  expect(await readFile(path)).toEqual(CONTENT);
});

test('a range that the server cannot satisfy starts anew next time', async () => {
  const { path, result } = await setUp(async () => new Response(null, { status: 416 }), '01234');
  expect(await result).toMatchObject({ ok: false, kind: 'broken' });
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});

test('without a known length the announced one counts', async () => {
  const short = async () =>
    new Response(CONTENT.subarray(0, 4), { headers: { 'content-length': String(CONTENT.length) } });
  const { result } = await setUp(short, '', { expectedBytes: null });
  expect(await result).toEqual({ ok: false, kind: 'broken', text: '4 of 16 bytes arrived' });
});

test('a file above the limit is stopped', async () => {
  const { result } = await setUp(ranged, '', { maxBytes: 10, expectedBytes: null });
  expect(await result).toMatchObject({ ok: false, kind: 'too-large' });
});

test('a line on which nothing arrives is given up', async () => {
  const { clock, result } = await setUp(
    (_from, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  await clock.deadline(60_000);
  clock.advance(60_000);
  expect(await result).toEqual({ ok: false, kind: 'broken', text: 'nothing arrived for 60 s' });
});
