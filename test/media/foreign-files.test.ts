import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { extractFrame } from '../../src/media/extract-frame.ts';
import type { MediaProblemError } from '../../src/media/media-problem.ts';
import { probe } from '../../src/media/probe.ts';
import { readFrame } from '../../src/media/read-frame.ts';
import { thumbnail } from '../../src/media/thumbnail.ts';
import * as heads from '../formats/heads.ts';
import { temporaryFolder } from './temp-folder.ts';

const at = temporaryFolder();
const CLIP = readFileSync(join(import.meta.dirname, 'fixtures/harbor-25f.mp4'));

async function told(path: string): Promise<string> {
  const probed = await probe(path);
  return probed.ok ? `${probed.value.kind}` : `${probed.problem.message} ${probed.problem.fix}`;
}

/** The fixture under another sample entry, as if its video were of that codec. */
function withEntry(type: string): string {
  const bytes = Buffer.from(CLIP);
  bytes.write(type, bytes.indexOf('avc1', bytes.indexOf('stsd')), 'latin1');
  const path = at(`${type.trim()}.mp4`);
  writeFileSync(path, bytes);
  return path;
}

test.each([
  ['CFHD', 'CineForm video'],
  ['AVdh', 'DNxHD or DNxHR video'],
  ['png ', 'PNG video'],
  ['aprn', 'ProRes RAW video'],
  ['XyZ9', '“XyZ9” video'],
])('the codec %s in an MP4 or MOV is named', async (entry, codec) => {
  expect(await told(withEntry(entry))).toContain(
    `is an MP4 file with ${codec}, which cannot be read as it is.`,
  );
});

test.each(['encv', 'drmi'])(
  'an encrypted clip (%s) is told as such before anything of it is decoded',
  async (entry) => {
    expect(await told(withEntry(entry))).toMatch(/with copy-protected video.*copy without protection/);
  },
);

test('every door of the media process says the same of a file that it cannot read', async () => {
  const path = at('shot.avi');
  writeFileSync(path, heads.avi('MJPG'));
  const expected = '"shot.avi" is an AVI file with Motion JPEG video, which cannot be read as it is.';
  const out = { outPath: at('out.png'), partPath: at('out.part') };
  const outcomes = [
    await probe(path),
    await extractFrame({ path, frame: 0, ...out }),
    await thumbnail({ path, maxSide: 64, ...out }),
  ];
  for (const outcome of outcomes) expect(outcome).toMatchObject({ problem: { message: expected } });
  const failed = await readFrame(path, { toneMap: 'clip' }).catch((error: unknown) => error);
  expect((failed as MediaProblemError).problem.message).toBe(expected);
});

test('a transport stream with MPEG-2 is not called sound only', async () => {
  const path = at('tv.ts');
  writeFileSync(path, heads.transport([0x02, 0x03]));
  expect(await told(path)).toMatch(/transport stream \(TS, MTS\) with MPEG-2 video/);
});

test('a GIF that moves is no still, and one that does not is', async () => {
  const frame = { create: { width: 8, height: 8, channels: 3, background: '#f00' } } as const;
  await sharp(frame).gif().toFile(at('still.gif'));
  const other = await sharp({ ...frame, create: { ...frame.create, background: '#00f' } })
    .png()
    .toBuffer();
  await sharp([await sharp(frame).png().toBuffer(), other], { join: { animated: true } })
    .gif()
    .toFile(at('moving.gif'));
  expect(await told(at('still.gif'))).toBe('image');
  expect(await told(at('moving.gif'))).toMatch(/is an animated GIF.*ffmpeg -i "moving.gif"/);
});

test('AVIF and large TIFF files are called what they are', async () => {
  const picture = sharp({ create: { width: 16, height: 16, channels: 3, background: '#0f0' } });
  await picture.clone().avif().toFile(at('a.avif'));
  await picture.clone().tiff({ bigtiff: true }).toFile(at('a.tif'));
  expect(await probe(at('a.avif'))).toMatchObject({ value: { format: 'avif' } });
  expect(await probe(at('a.tif'))).toMatchObject({ value: { format: 'tiff' } });
});

test('what is of no known format is called nothing else', async () => {
  writeFileSync(at('x.bin'), Buffer.from(Array.from({ length: 500 }, (_, place) => (place * 7919) % 251)));
  expect(await told(at('x.bin'))).toMatch(/is no video or image of a known format\. Choose an MP4/);
});
