import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { exrHeaderOf, readExrHeader } from '../../../src/media/exr/header.ts';
import { probe } from '../../../src/media/probe.ts';
import { temporaryFolder } from '../temp-folder.ts';
import { evenColor, exrFile } from './exr-file.ts';
import { headerOf } from './read-picture.ts';

const at = temporaryFolder();
const data = [-2, 3, 13, 10] as const;
const good = exrFile({ channels: evenColor(1, 1, 1), data, display: [0, 0, 31, 15], compression: 3 });

describe('the header', () => {
  test('tells windows, channels and compression', () => {
    const [part] = headerOf(good).parts;
    expect(part).toMatchObject({
      kind: 'scanlines',
      compression: 'ZIP',
      dataWindow: { left: -2, top: 3, width: 16, height: 8 },
      displayWindow: { left: 0, top: 0, width: 32, height: 16 },
    });
    expect(part!.channels.map(({ name, type }) => [name, type])).toEqual([
      ['B', 'half'],
      ['G', 'half'],
      ['R', 'half'],
    ]);
  });

  test('of anything else is none, and no cut of a good one throws', () => {
    expect(readExrHeader(Buffer.from('PNG'))).toEqual({ ok: false, reason: 'foreign' });
    const lengths = Array.from({ length: good.length + 1 }, (_, length) => length);
    const least = lengths.find((length) => readExrHeader(good.subarray(0, length)).ok)!;
    expect(least).toBeGreaterThan(200);
    expect(least).toBeLessThan(good.length);
  });

  test('longer than what is read at first is read on', async () => {
    const mark = good.indexOf('compression\0');
    const preview = Buffer.concat([
      Buffer.from('preview\0preview\0'),
      Buffer.alloc(4),
      Buffer.alloc(300_000, 7),
    ]);
    preview.writeInt32LE(300_000, 'preview\0preview\0'.length);
    const path = at('long.exr');
    await writeFile(path, Buffer.concat([good.subarray(0, mark), preview, good.subarray(mark)]));
    expect(await exrHeaderOf(path)).toMatchObject({ ok: true, file: { parts: [{ compression: 'ZIP' }] } });
  });

  test.each(['dataWindow', 'displayWindow'])('with a %s of a bomb is refused', async (name) => {
    const bytes = Buffer.from(good);
    const box = bytes.indexOf(`${name}\0box2i\0`) + `${name}\0box2i\0`.length + 4;
    bytes.writeInt32LE(2_000_000_000, box + 8);
    const path = at('bomb.exr');
    await writeFile(path, bytes);
    expect(await probe(path)).toMatchObject({
      ok: false,
      problem: { message: '"bomb.exr" is too large; 144 megapixels are the limit.' },
    });
  });
});

test('a file that ends early anywhere says so, at first sight or when it is read', async () => {
  const path = at('cut.exr');
  for (let length = 32; length < good.length; length += 37) {
    await writeFile(path, good.subarray(0, length));
    expect(await probe(path)).toMatchObject({ ok: false, problem: { code: 'truncated' } });
  }
});

test('a frame that was still being written tells how many of its blocks are there', async () => {
  const bytes = exrFile({ channels: evenColor(1, 1, 1), data: [0, 0, 7, 7] });
  const { tablesAt } = headerOf(bytes);
  bytes.fill(0, tablesAt + 8 * 5, tablesAt + 8 * 8);
  const path = at('part.exr');
  await writeFile(path, bytes);
  expect(await probe(path)).toMatchObject({
    ok: false,
    problem: { message: '"part.exr" is cut off or damaged: only 5 of its 8 blocks are there.' },
  });
});
