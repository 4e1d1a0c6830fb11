import { join } from 'node:path';
import sharp from 'sharp';
import { createVideoWriter } from '../../src/media/write-video.ts';

export interface SampleClip {
  readonly path: string;
  readonly width?: number;
  readonly height?: number;
  readonly frameCount?: number;
  readonly fps?: number;
  /** Adds a loud 440 Hz tone. */
  readonly tone?: boolean;
}

/** Writes a small clip: blocks on a ramp, one of them moving. */
export async function writeSampleClip({
  path,
  width = 128,
  height = 72,
  frameCount = 12,
  fps = 24,
  tone = false,
}: SampleClip): Promise<string> {
  const sampleRate = 48_000;
  const audio = tone ? { sampleRate, channels: 1 } : undefined;
  const writer = await createVideoWriter({ path, width, height, fps, quality: 'high', audio });
  for (let frame = 0; frame < frameCount; frame++) {
    await writer.addFrame(samplePixels(width, height, frame));
  }
  if (tone) {
    const count = Math.round((frameCount / fps) * sampleRate);
    await writer.addAudio(
      Float32Array.from({ length: count }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / sampleRate)),
    );
  }
  await writer.finish();
  return path;
}

function samplePixels(width: number, height: number, frame: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const block = Math.floor((x + frame * 2) / 16) % 2 === Math.floor(y / 12) % 2;
      rgba.set(
        block ? [190, 120, 70, 255] : [40 + (x * 120) / width, 90, 60 + (y * 120) / height, 255],
        (y * width + x) * 4,
      );
    }
  }
  return rgba;
}

/** Writes a still: soft diagonal bands around one colour. */
export async function writeStill(folder: string, color: [number, number, number]): Promise<string> {
  const width = 416;
  const height = 224;
  const rgb = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const band = Math.sin((at % width) / 20 + Math.floor(at / width) / 15) * 30;
    for (let channel = 0; channel < 3; channel++) {
      rgb[at * 3 + channel] = Math.max(0, Math.min(255, color[channel]! + band));
    }
  }
  const path = join(folder, `still-${color.join('-')}.png`);
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path);
  return path;
}
