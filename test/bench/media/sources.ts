import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VideoSample } from 'mediabunny';
import sharp from 'sharp';
import { encodeHalfExr } from '../../../src/media/exr/encode.ts';
import { createVideoWriter } from '../../../src/media/write-video.ts';

const FPS = 24;
const SAMPLE_RATE = 48_000;
export const PNG_COUNT = 120;
export const EXR_COUNT = 24;

/** What the jobs work on. */
export interface Sources {
  /** 1920×1080, 20 s, with sound. */
  readonly clip: string;
  /** 1280×720, 121 frames. */
  readonly small: string;
  /** 1280×720, numbered from 1. */
  readonly pngs: readonly string[];
  readonly exrs: readonly string[];
}

/** Makes clips and stills of moving shapes with some noise, as renders are. */
export async function makeSources(folder: string, log: (line: string) => void): Promise<Sources> {
  log('making the clips');
  const clip = join(folder, 'clip.mp4');
  await writeClip(clip, 1920, 1080, 480, true);
  const small = join(folder, 'small.mp4');
  await writeClip(small, 1280, 720, 121, false);
  log('making the stills');
  const pngs = await stills(folder, 'png', PNG_COUNT, async (path, frame) => {
    const rgb = picture(1280, 720, frame);
    await sharp(rgb, { raw: { width: 1280, height: 720, channels: 3 } })
      .png()
      .toFile(path);
  });
  const exrs = await stills(folder, 'exr', EXR_COUNT, async (path, frame) => {
    const light = Float32Array.from(picture(1280, 720, frame), (code) => (code / 255) ** 2.2 * 4);
    await writeFile(path, encodeHalfExr({ width: 1280, height: 720, fps: FPS }, light));
  });
  return { clip, small, pngs, exrs };
}

async function stills(
  folder: string,
  kind: string,
  count: number,
  write: (path: string, frame: number) => Promise<void>,
): Promise<string[]> {
  await mkdir(join(folder, kind));
  const paths = Array.from({ length: count }, (_, place) =>
    join(folder, kind, `f_${String(place + 1).padStart(4, '0')}.${kind}`),
  );
  for (const [frame, path] of paths.entries()) await write(path, frame);
  return paths;
}

async function writeClip(
  path: string,
  width: number,
  height: number,
  frameCount: number,
  hasSound: boolean,
): Promise<void> {
  const audio = hasSound ? { sampleRate: SAMPLE_RATE, channels: 2 } : undefined;
  const writer = await createVideoWriter({
    ...{ path, width, height, fps: FPS, quality: 'high', effort: 'fast', maxFrameCount: frameCount },
    ...(audio && { audio }),
  });
  const perFrame = SAMPLE_RATE / FPS;
  for (let frame = 0; frame < frameCount; frame++) {
    const init = { format: 'I420', codedWidth: width, codedHeight: height, timestamp: 0 } as const;
    using sample = new VideoSample(planes(width, height, frame), init);
    await writer.addSample(sample);
    if (!hasSound) continue;
    const start = frame * perFrame;
    await writer.addAudio(
      Float32Array.from({ length: 2 * perFrame }, (_, at) => 0.2 * Math.sin((start + (at >> 1)) / 17)),
    );
  }
  await writer.finish();
}

/** Diagonal waves that move on with every frame, and a little noise, the same on every machine. */
function shade(x: number, y: number, frame: number): number {
  const noise = (Math.imul(x * 73_856_093 + y * 19_349_663 + frame * 83_492_791, 0x9e3779b1) >>> 29) & 7;
  return 40 + ((x + 2 * y + 5 * frame) & 127) + noise;
}

function planes(width: number, height: number, frame: number): Uint8Array {
  const i420 = new Uint8Array((width * height * 3) / 2).fill(128);
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++) i420[at++] = shade(x, y, frame);
  return i420;
}

function picture(width: number, height: number, frame: number): Uint8Array {
  const rgb = new Uint8Array(3 * width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = shade(x, y, frame);
      rgb[at++] = value;
      rgb[at++] = 255 - value;
      rgb[at++] = (value + x) & 255;
    }
  }
  return rgb;
}
