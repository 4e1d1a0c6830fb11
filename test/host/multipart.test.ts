import { openAsBlob } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createFalLink } from '../../src/host/providers/fal-link.ts';
import { createRedactor } from '../../src/host/settings/redact.ts';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { quickRenderer } from '../kept-processes.ts';
import { createQuickClock } from './quick-clock.ts';

/** Just above the client's threshold of 90 MiB; sparse, so that it costs no disk. */
const SIZE_BYTES = 91 * 1024 * 1024;

async function setUp(profile: string) {
  const root = await mkdtemp(join(tmpdir(), 'multipart-'));
  const clock = createQuickClock();
  const simulator = createSimulator({ renderer: quickRenderer, dataDir: join(root, 'fal'), clock, profile });
  onTestFinished(async () => {
    await simulator.close();
    await rm(root, { recursive: true, force: true });
  });
  const path = join(root, 'long.mp4');
  const file = await open(path, 'w');
  await file.truncate(SIZE_BYTES);
  await file.close();
  const puts: string[] = [];
  const link = createFalLink({
    clock,
    key: () => 'id:secret',
    redactor: createRedactor(() => []),
    files: fetch,
    transport: (url, init) => {
      if (init.method === 'PUT') puts.push(new URL(url).pathname.split('/').at(-1)!);
      return simulator.fetch(new Request(url, init));
    },
  });
  return { link, puts, blob: Object.assign(await openAsBlob(path), { name: 'long.mp4' }) };
}

test('a large file goes up in parts, failed parts again, with progress over the whole', async () => {
  const { link, puts, blob } = await setUp('part-fails');
  const fractions: number[] = [];
  const answer = await link.upload!(blob, { onProgress: (fraction) => fractions.push(fraction) });
  expect(answer).toMatchObject({ ok: true, value: expect.stringMatching(/^https:\/\/v3b\.fal\.media\//) });
  expect(puts).toEqual(['1', '2', '3', '3', '3', '4', '5', '6', '7', '8', '9', '10']);
  expect(fractions.at(-1)).toBe(1);
  expect(fractions.some((fraction) => fraction > 0.4 && fraction < 0.6)).toBe(true);
});

test('an upload in parts can be cancelled', async () => {
  const { link, puts, blob } = await setUp('happy');
  const abort = new AbortController();
  const answer = await link.upload!(blob, {
    signal: abort.signal,
    onProgress: (fraction) => fraction > 0.25 && abort.abort(),
  });
  expect(answer).toMatchObject({ ok: false, trouble: { kind: 'cancelled' } });
  expect(puts.length).toBeLessThan(10);
});
