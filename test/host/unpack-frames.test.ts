import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeRgbExr, init } from 'exrs';
import { type Zippable, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { UNPACK_LIMITS, type UnpackLimits, unpackFrames } from '../../src/host/assets/unpack-frames.ts';
import { createRig } from './rig.ts';

beforeAll(() => init());

/** A 4×2 EXR whose every value is `value`. */
function frame(value: number): Uint8Array {
  const interleavedRgbPixels = new Float32Array(24).fill(value);
  return encodeRgbExr({ width: 4, height: 2, interleavedRgbPixels, precision: 'f16', compression: 'zip16' });
}

async function unpack(archive: Zippable | Uint8Array, limits: Partial<UnpackLimits> = {}) {
  const rig = await createRig();
  const path = join(rig.root, 'frames.zip');
  await writeFile(path, archive instanceof Uint8Array ? archive : zipSync(archive, { level: 6 }));
  const { assets } = rig.host;
  return { assets, result: await unpackFrames(path, assets, { ...UNPACK_LIMITS, ...limits }) };
}

/** The same archive with other bytes in place of a text, in local headers and directory alike. */
const renamed = (archive: Uint8Array, from: string, to: string) =>
  new Uint8Array(Buffer.from(Buffer.from(archive).toString('latin1').replaceAll(from, to), 'latin1'));

describe('an archive of frames', () => {
  test('comes in by the numbers of its frames, whatever their order', async () => {
    const { assets, result } = await unpack({
      'frame_10.exr': frame(10),
      'frame_2.exr': frame(2),
      'sub/frame_1.exr': frame(1),
      'readme.txt': new Uint8Array([65]),
    });
    if (!result.ok) throw new Error(result.text);
    expect(result.frames.map(({ name }) => name)).toEqual(['frame_2.exr', 'frame_10.exr', 'frame_1.exr']);
    expect(result.notes).toEqual(['The archive also held readme.txt, which was left.']);
    for (const [place, value] of [2, 10, 1].entries()) {
      const { asset, width, height } = result.frames[place]!;
      expect({ width, height }).toEqual({ width: 4, height: 2 });
      expect(assets.get(asset)).toMatchObject({
        contentType: 'image/x-exr',
        info: { kind: 'image', format: 'exr', width: 4, height: 2 },
      });
      expect(new Uint8Array(await readFile(assets.pathOf(asset)))).toEqual(frame(value));
    }
  });

  test.each(['../../e.exr', '/etc/x_.exr', 'C:/win_.exr'])('with the name %s is refused', async (name) => {
    const archive = zipSync({ 'frame_1.exr': frame(1) });
    const { result } = await unpack(renamed(archive, 'frame_1.exr', name));
    expect(result).toMatchObject({ ok: false, kind: 'refused' });
  });

  test('that would inflate beyond its limits is refused before or while it does', async () => {
    const zeros = new Uint8Array(3e6);
    expect((await unpack({ 'a.exr': zeros }, { maxFrameBytes: 1e6 })).result).toEqual({
      ok: false,
      kind: 'refused',
      text: '“a.exr” would be 3 MB large',
    });
    expect((await unpack({ 'a.exr': zeros, 'b.exr': zeros }, { maxTotalBytes: 4e6 })).result).toMatchObject({
      kind: 'refused',
      text: 'its frames would take more than 4 MB',
    });
    const many = Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`${i}.exr`, frame(i)]));
    expect((await unpack(many, { maxFrames: 3 })).result).toMatchObject({
      kind: 'refused',
      text: 'it holds more than 3 frames',
    });
  });

  test('that lies about its sizes is not believed', async () => {
    const archive = Buffer.from(zipSync({ 'a.exr': new Uint8Array(3e6) }));
    // The uncompressed size in the central directory, at byte 24 of its record.
    const record = archive.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    archive.writeUInt32LE(1000, record + 24);
    const { result } = await unpack(new Uint8Array(archive));
    expect(result).toMatchObject({ ok: false, kind: 'damaged' });
    expect(result).toHaveProperty('text', expect.stringMatching(/size|bytes/));
  });

  test('with something else under the name of a frame is refused', async () => {
    const { result } = await unpack({ 'a.exr': new TextEncoder().encode('<html>not found</html>') });
    expect(result).toEqual({ ok: false, kind: 'refused', text: '“a.exr” is no EXR picture' });
  });

  test('without any frame is refused, and a cut one is damaged', async () => {
    expect((await unpack({ 'a.txt': new Uint8Array(3) })).result).toMatchObject({
      kind: 'refused',
      text: 'it holds no EXR frame',
    });
    const whole = zipSync({ 'a.exr': frame(1), 'b.exr': frame(2) });
    expect((await unpack(whole.slice(0, whole.length - 30))).result).toMatchObject({ kind: 'damaged' });
  });
});
