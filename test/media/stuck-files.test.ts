import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMediaProcess, type MediaProcess } from '../../src/media/media-process.ts';
import { createStuckFiles } from '../../src/media/stuck-files.ts';
import { steadyTimes, writeBarcodeClip } from './barcode-clip.ts';
import { temporaryFolder } from './temp-folder.ts';

const folder = temporaryFolder();
const good = folder('good.webm');
const damaged = folder('damaged.webm');
/** EBML id of the list of tracks, named in the index first; its length follows (https://www.rfc-editor.org/rfc/rfc9559). */
const TRACKS = Buffer.from('1654ae6b', 'hex');

let media: MediaProcess;
beforeAll(async () => {
  await writeBarcodeClip({ path: good, codec: 'vp9', container: 'webm', ...steadyTimes(5, 25) });
  const bytes = readFileSync(good);
  // A length that no number can have: the reader looks for its end for ever.
  bytes[bytes.lastIndexOf(TRACKS) + TRACKS.length] = 0;
  writeFileSync(damaged, bytes);
  media = createMediaProcess({ lanes: 2, timeoutMs: 60_000, memoryMb: 1_000 });
});
afterAll(() => media.dispose());

it('a damaged clip that spins the reader holds up no other, and costs its limit once', async () => {
  const ended: string[] = [];
  const bad = [media.probe(damaged, { timeoutMs: 2_000 }), media.probe(damaged)];
  for (const one of bad) void one.then(() => ended.push('damaged'));
  const sound = await media.probe(good);
  ended.push('good');
  expect(sound).toMatchObject({ ok: true, value: { frameCount: 5 } });
  const outcomes = await Promise.all(bad);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({
      ok: false,
      problem: { message: expect.stringMatching(/"damaged\.webm"/) },
    });
  }
  expect(ended[0]).toBe('good');
  // At once: what stopped it is remembered, and both asked for the same answer.
  expect(await media.probe(damaged)).toEqual(outcomes[0]);
  expect(outcomes[1]).toEqual(outcomes[0]);
});

it('a file that work got stuck in is tried again when it has changed', async () => {
  const stuckFiles = createStuckFiles();
  const path = folder('changing.webm');
  let tries = 0;
  const look = () =>
    stuckFiles.guard('probe', path, async () => {
      tries++;
      return { ok: false, problem: { code: 'timeout', message: 'stuck', fix: '' } } as const;
    });
  writeFileSync(path, 'one');
  await look();
  await look();
  expect(tries).toBe(1);
  await stuckFiles.guard('poster', path, async () => ({ ok: true, value: tries++ }) as const);
  expect(tries).toBe(2);
  writeFileSync(path, 'another');
  await look();
  expect(tries).toBe(3);
});

it('a look that merely failed, or was left, is made again', async () => {
  const stuckFiles = createStuckFiles();
  let tries = 0;
  for (const code of ['truncated', 'cancelled', 'crashed'] as const) {
    await stuckFiles.guard('probe', good, async () => {
      tries++;
      return { ok: false, problem: { code, message: '', fix: '' } };
    });
  }
  expect(tries).toBe(3);
});
