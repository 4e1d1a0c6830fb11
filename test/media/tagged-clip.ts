import { AV_PIX_FMT_YUV420P } from 'node-av';
import { frameOfPixels, sampleOfFrame, tagFrame } from '../../src/media/av-frame.ts';
import type { YuvColor } from '../../src/media/color-matrix.ts';
import type { ColorTags } from '../../src/media/picture-color.ts';
import { i420ByteLength, rgbaToI420 } from '../../src/media/rgba-to-i420.ts';
import type { VideoContainer } from '../../src/media/video-container.ts';
import { createVideoWriter } from '../../src/media/write-video.ts';

export type Picture = { width: number; height: number; data: Uint8Array };
type Rgb = readonly [number, number, number];

/** Colours far from grey, where a wrong matrix shows most. */
export const LEFT: Rgb = [0, 200, 0];
export const RIGHT: Rgb = [200, 30, 30];

export type TaggedClip = {
  path: string;
  /** How the pixels are coded. */
  coding: YuvColor;
  /** What the stream and the file say about it. */
  tags: ColorTags;
  width?: number;
  height?: number;
  container?: VideoContainer;
};

/** Writes three frames whose halves have the two colours. */
export async function writeTaggedClip({ path, coding, tags, container, ...size }: TaggedClip): Promise<void> {
  const { width = 64, height = 48 } = size;
  const i420 = Buffer.alloc(i420ByteLength(width, height));
  rgbaToI420(twoHalves(width, height), width, height, coding, i420);
  const options = { path, width, height, fps: 24, quality: 'maximum', container } as const;
  const writer = await createVideoWriter(options);
  for (let count = 0; count < 3; count++) {
    const frame = frameOfPixels(i420, { width, height, format: AV_PIX_FMT_YUV420P });
    tagFrame(frame, tags);
    using sample = sampleOfFrame(frame, { timestamp: 0, duration: 0 });
    await writer.addSample(sample);
  }
  await writer.finish();
}

/** RGBA rows: the left half of one colour, the right half of the other. */
export function twoHalves(width: number, height: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgba.set(pixel % width < width / 2 ? LEFT : RIGHT, pixel * 4);
  }
  return rgba;
}

/** Colour of a pixel; `x` and `y` from 0 to 1. */
export function colorAt({ width, height, data }: Picture, x: number, y: number): number[] {
  const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
  return [...data.subarray(at, at + 3)];
}
