import { ALL_FORMATS, type EncodedPacket, FilePathSource, Input } from 'mediabunny';
import { AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV440P, AV_PIX_FMT_YUV444P } from 'node-av';
import { beforeAll, describe, expect, it } from 'vitest';
import type { YuvColor } from '../../src/media/color-matrix.ts';
import { unitsBehindStartCodes } from '../../src/media/nal-units.ts';
import { readPacketIndex } from '../../src/media/packet-index.ts';
import { i420ByteLength, rgbaToI420 } from '../../src/media/rgba-to-i420.ts';
import { createStartFinder } from '../../src/media/start-finder.ts';
import {
  type CodedPicture,
  decodeFromTheStart,
  encode,
  fingerprints,
  movingPixels,
  type PictureLayout,
  writeCodedClip,
} from './coded-clip.ts';
import { mustOpen, readFrames } from './must-open.ts';
import { colorAt, LEFT, RIGHT, twoHalves } from './tagged-clip.ts';
import { temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
const FRAMES = 24;
const countTo = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Checks every frame against a decoder that never jumps: all in one go, then each alone, from the last to the first. */
async function expectExact(path: string, decoder: string, pictures: CodedPicture[]) {
  const expected = await decodeFromTheStart(decoder, pictures);
  expect(new Set(expected).size).toBe(pictures.length);
  const video = await mustOpen(path);
  expect(await fingerprints(video, countTo(pictures.length))).toEqual(expected);
  for (const index of countTo(pictures.length).reverse()) {
    expect([index, ...(await fingerprints(video, [index]))]).toEqual([index, expected[index]]);
  }
  video.close();
}

describe('a frame that is asked for alone is the one of an uninterrupted decoder', () => {
  describe('where parameter sets change in the middle', () => {
    const layout: PictureLayout = { width: 64, height: 48, format: AV_PIX_FMT_YUV420P };
    let coded: CodedPicture[];
    beforeAll(async () => {
      const pixels = countTo(FRAMES).map((number) => movingPixels(layout, 64 * 48 * 1.5, number));
      const gop = 'keyint=4:min-keyint=4:scenecut=0:bframes=0:threads=1';
      const encodeHalf = (half: Buffer[], params: string) =>
        encode('libx264', layout, half, { 'x264-params': `${gop}:${params}` });
      const before = await encodeHalf(pixels.slice(0, 12), 'cabac=0:ref=1:8x8dct=0');
      const after = await encodeHalf(pixels.slice(12), 'cabac=1:ref=4:8x8dct=1');
      coded = [...before, ...after.map((picture) => ({ ...picture, number: picture.number + 12 }))];
      // Only the first key packet of each half carries the sets.
      const bare = (data: Buffer) =>
        [...unitsBehindStartCodes(data)].filter((unit) => ![7, 8].includes(unit[0]! & 31));
      coded = coded.map((picture, place) =>
        place % 12 === 0
          ? picture
          : {
              ...picture,
              data: Buffer.concat(bare(picture.data).flatMap((unit) => [Buffer.from([0, 0, 0, 1]), unit])),
            },
      );
    });

    it.each(['mp4', 'mkv'])('and only one key packet carries them, in %s', async (kind) => {
      const path = inFolder(`changed-sets.${kind}`);
      await writeCodedClip(path, 'avc', layout, coded);
      await expectExact(path, 'h264', coded);
    });
  });
});

describe('4:4:4 of x264, whose kind only its first packet tells', () => {
  const layout: PictureLayout = { width: 64, height: 48, format: AV_PIX_FMT_YUV444P };
  let coded: CodedPicture[];
  beforeAll(async () => {
    const pixels = countTo(FRAMES).map((number) => movingPixels(layout, 64 * 48 * 3, number));
    const params = 'keyint=8:min-keyint=8:scenecut=0:bframes=2:cabac=0';
    coded = await encode('libx264', layout, pixels, { 'x264-params': params, threads: 1 });
  });

  it.each([
    { version: 150, start: 0 },
    { version: 151, start: 16 },
  ])('is decoded from packet $start on when it is of version $version', async ({ version, start }) => {
    const first = Buffer.from(coded[0]!.data);
    first.write(String(version), first.indexOf('x264 - core ') + 'x264 - core '.length, 'latin1');
    const signed = [{ ...coded[0]!, data: first }, ...coded.slice(1)];
    const path = inFolder(`signed-${version}.mkv`);
    await writeCodedClip(path, 'avc', layout, signed);
    await expectExact(path, 'h264', signed);
    const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
    const track = (await input.getPrimaryVideoTrack())!;
    const index = await readPacketIndex(path, track);
    const config = (await track.getDecoderConfig())!;
    const determinePacketType = (packet: EncodedPacket) => track.determinePacketType(packet);
    const startFor = createStartFinder({ codec: 'avc', config, index, determinePacketType });
    expect(await startFor(20)).toBe(start);
    input.dispose();
  });
});

it('4:4:0 of VP9 keeps its colours', async () => {
  const layout: PictureLayout = { width: 64, height: 48, format: AV_PIX_FMT_YUV440P };
  const color: YuvColor = { matrix: 'smpte170m', fullRange: false };
  const i420 = Buffer.alloc(i420ByteLength(64, 48));
  rgbaToI420(twoHalves(64, 48), 64, 48, color, i420);
  const chroma = (plane: number) =>
    Array.from({ length: 24 }, (_, row) => {
      const from = 64 * 48 + plane * 32 * 24 + row * 32;
      return Buffer.from([...i420.subarray(from, from + 32)].flatMap((value) => [value, value]));
    });
  const pixels = Buffer.concat([i420.subarray(0, 64 * 48), ...chroma(0), ...chroma(1)]);
  const coded = await encode('libvpx-vp9', layout, [pixels, pixels, pixels], { crf: 5, b: 0 });
  const path = inFolder('440.webm');
  await writeCodedClip(path, 'vp9', layout, coded);
  const [frame] = await readFrames(path, { frameIndexes: [1] });
  for (const y of [0.1, 0.5, 0.9]) {
    const found = [0.25, 0.75].flatMap((x) => colorAt(frame!, x, y));
    for (const [place, value] of [...LEFT, ...RIGHT].entries()) {
      expect(Math.abs(found[place]! - value)).toBeLessThanOrEqual(4);
    }
  }
});
