import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { countsTooMuch } from '../../src/media/iso-counts.ts';
import { createMediaProcess } from '../../src/media/media-process.ts';
import { WAIT_LIMIT_MS } from '../wait-limit.ts';
import { steadyTimes, writeBarcodeClip } from './barcode-clip.ts';
import { fixture, temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
/** A parser that never ends is stopped by this limit, and then says so. */
const media = createMediaProcess({ timeoutMs: WAIT_LIMIT_MS, memoryMb: 1_000 });
afterAll(() => media.dispose());

/** A copy of a file in which every 32-bit number at `offset` after this text is another. */
function withNumber(source: string, text: string, offset: number, value: number): string {
  const bytes = readFileSync(source);
  const at = bytes.indexOf(text, 0, 'latin1');
  expect(at).toBeGreaterThan(0);
  bytes.writeUInt32BE(value, at + text.length + offset);
  const path = inFolder(`${text}-${value}.mp4`);
  writeFileSync(path, bytes);
  return path;
}

describe('a parser that would not come to an end', () => {
  it('is stopped where a WebM has no element in its last bytes', async () => {
    const good = inFolder('good.webm');
    await writeBarcodeClip({ path: good, container: 'webm', codec: 'vp9', ...steadyTimes(8, 24) });
    const bytes = readFileSync(good);
    const cluster = bytes.indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]));
    bytes.fill(0x01, cluster);
    const path = inFolder('no-cluster.webm');
    writeFileSync(path, bytes);
    expect(await media.probe(path)).toMatchObject({
      ok: false,
      problem: { code: 'unsupported', message: expect.stringContaining('structure is damaged') },
    });
  });

  it.each([
    ['times', 'stts', 8, 0xffff_ffff],
    ['composition offsets', 'ctts', 8, 0x7fff_ffff],
    ['samples of a chunk', 'stsc', 12, 0xffff_fff0],
  ])('is not begun where an MP4 counts too many %s', async (_what, box, offset, value) => {
    const path = withNumber(fixture('open-gop.mp4'), box, offset, value);
    expect(await media.probe(path)).toMatchObject({
      ok: false,
      problem: { code: 'truncated', message: expect.stringContaining('more frames than a clip can have') },
    });
  });

  it('is begun for hours of PCM sound, which are counted by the sample and read by the chunk', () => {
    const samples = 9 * 3600 * 48_000;
    const table = (...numbers: number[]) => Buffer.from(Uint32Array.from([0, 1, ...numbers]).buffer).swap32();
    const trackOf = (handler: string) =>
      box(
        'trak',
        box('mdia', box('hdlr', Buffer.from(`\0\0\0\0\0\0\0\0${handler}`, 'latin1'))),
        box('stbl', box('stts', table(samples, 1)), box('stsc', table(1, samples, 1))),
      );
    expect(countsTooMuch(box('moov', trackOf('soun')))).toBe(false);
    expect(countsTooMuch(box('moov', trackOf('vide')))).toBe(true);
  });
});

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}
