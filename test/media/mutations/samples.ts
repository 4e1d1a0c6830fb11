import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Compression, encodeExr, encodeRgbExr, init, RGB } from 'exrs';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { barcodeRgba, steadyTimes, writeBarcodeClip } from '../barcode-clip.ts';

export const FORMATS = ['mp4', 'mov', 'webm', 'png', 'jpeg', 'exr', 'zip'] as const;
export type Format = (typeof FORMATS)[number];

/** Good files to damage, a few of each format: small ones, so that a change is likely to hit what matters. */
export type Samples = Readonly<Record<Format, readonly Uint8Array[]>>;

const WIDTH = 64;
const HEIGHT = 48;
const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

export async function makeSamples(folder: string): Promise<Samples> {
  await init();
  const clip = async (name: string, how: Partial<Parameters<typeof writeBarcodeClip>[0]>) => {
    const path = join(folder, name);
    await writeBarcodeClip({ path, width: WIDTH, height: HEIGHT, ...steadyTimes(8, 24), ...how });
    return readFile(path);
  };
  const exrs = EXR_COMPRESSIONS.map((compression, place) =>
    encodeRgbExr({
      ...{ width: WIDTH, height: HEIGHT, interleavedRgbPixels: ramp() },
      ...{ precision: place % 2 === 0 ? 'f16' : 'f32', compression },
    }),
  );
  const still = () =>
    sharp(barcodeRgba(90, WIDTH, HEIGHT), { raw: { width: WIDTH, height: HEIGHT, channels: 4 } });
  return {
    mp4: [
      await clip('avc.mp4', {}),
      await clip('hevc.mp4', { codec: 'hevc' }),
      await readFile(join(FIXTURES, 'hoverbike-sound-30f.mp4')),
      await readFile(join(FIXTURES, 'cut-by-edit-list.mp4')),
    ],
    mov: [
      await clip('prores.mov', { container: 'mov', codec: 'prores' }),
      await clip('avc.mov', { container: 'mov', rotation: 90 }),
    ],
    webm: [
      await clip('vp9.webm', { container: 'webm', codec: 'vp9' }),
      await clip('vp8.webm', { container: 'webm', codec: 'vp8' }),
      await clip('av1.webm', { container: 'webm', codec: 'av1' }),
    ],
    png: [
      await still().png().toBuffer(),
      await still().removeAlpha().toColourspace('rgb16').png().toBuffer(),
      await still().png({ palette: true }).toBuffer(),
    ],
    jpeg: [
      await still().jpeg().withMetadata({ orientation: 6 }).toBuffer(),
      await still().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    ],
    exr: [...exrs, twoLayers()],
    zip: [
      zipSync({ 'frame_1.exr': exrs[0]!, 'frame_2.exr': exrs[1]!, 'frame_3.exr': exrs[2]! }, { level: 6 }),
      zipSync({ 'a/f1.exr': exrs[0]!, 'readme.txt': new Uint8Array(40) }, { level: 0 }),
    ],
  };
}

const EXR_COMPRESSIONS: readonly Compression[] = ['none', 'rle', 'zip', 'zip16', 'piz', 'pxr24'];

/** Three values a pixel, rising. */
function ramp(): Float32Array {
  return Float32Array.from({ length: WIDTH * HEIGHT * 3 }, (_, place) => place / 1000);
}

function twoLayers(): Uint8Array {
  const layer = {
    channelNames: RGB,
    interleavedPixels: ramp(),
    precision: 'f16',
    compression: 'zip16',
  } as const;
  const layers = [
    { name: 'beauty', ...layer },
    { name: 'glow', ...layer },
  ];
  return encodeExr({ width: WIDTH, height: HEIGHT, layers });
}
