import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { createMediaProcess, type MediaProcess } from '../../src/media/media-process.ts';
import { createStuckFiles } from '../../src/media/stuck-files.ts';
import { steadyTimes, writeBarcodeClip } from './barcode-clip.ts';
import { temporaryFolder } from './temp-folder.ts';

const folder = temporaryFolder();
const good = folder('good.webm');
const damaged = folder('damaged.webm');
/** EBML id of the list of tracks, named in the index first; its length follows (https://www.rfc-editor.org/rfc/rfc9559). */
const TRACKS = Buffer.from('1654ae6b', 'hex');

const FOR_EVER_MS = 24 * 3_600_000;

function openMedia(lanes: number): MediaProcess {
  const media = createMediaProcess({ lanes, timeoutMs: FOR_EVER_MS, memoryMb: 1_000 });
  onTestFinished(() => media.dispose());
  return media;
}

beforeAll(async () => {
  await writeBarcodeClip({ path: good, codec: 'vp9', container: 'webm', ...steadyTimes(5, 25) });
  const bytes = readFileSync(good);
  // A length that no number can have: the reader looks for its end for ever.
  bytes[bytes.lastIndexOf(TRACKS) + TRACKS.length] = 0;
  writeFileSync(damaged, bytes);
});

it('a damaged clip that spins the reader holds up no other', async () => {
  const media = openMedia(2);
  const bad = media.probe(damaged, { timeoutMs: FOR_EVER_MS });
  expect(await media.probe(good)).toMatchObject({ ok: true, value: { frameCount: 5 } });
  media.dispose();
  expect(await bad).toMatchObject({ ok: false });
});

it('a damaged clip that spins the reader costs its limit once, whoever asks', async () => {
  const media = openMedia(1);
  const both = await Promise.all([media.probe(damaged, { timeoutMs: 1_000 }), media.probe(damaged)]);
  expect(both[0]).toMatchObject({
    ok: false,
    problem: { message: expect.stringMatching(/"damaged\.webm"/) },
  });
  expect(both[1]).toEqual(both[0]);
  // Were it tried again, this would never come back.
  expect(await media.probe(damaged, { timeoutMs: FOR_EVER_MS })).toEqual(both[0]);
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
