import {
  type EncodedPacketSink,
  FilePathTarget,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  Quality,
  type VideoCodec,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import { registerCodecs } from '../../src/media/register-codecs.ts';

/** Blocks of the barcode: one per bit of the frame number. */
const BITS = 8;
const HAS_QUANTIZER = new Set<VideoCodec>(['avc', 'hevc', 'vp9', 'av1']);
const LUMA_BLACK = 16;
const LUMA_WHITE = 235;

const FORMATS = {
  mp4: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
  mov: () => new MovOutputFormat({ fastStart: 'in-memory' }),
  webm: () => new WebMOutputFormat(),
  mkv: () => new MkvOutputFormat(),
} satisfies Record<string, () => OutputFormat>;

export type BarcodeClip = {
  path: string;
  container?: keyof typeof FORMATS;
  /** Instead of `container`. */
  format?: OutputFormat;
  codec?: VideoCodec;
  width?: number;
  height?: number;
  rotation?: 0 | 90 | 180 | 270;
  /** Presentation time of every frame in seconds; the length is the number of frames. */
  timestampsS: number[];
  /** Length of the last frame in seconds. */
  lastDurationS: number;
};

/** Times of `frameCount` frames at a constant rate. */
export function steadyTimes(
  frameCount: number,
  fps: number,
): { timestampsS: number[]; lastDurationS: number } {
  return {
    timestampsS: Array.from({ length: frameCount }, (_, frame) => frame / fps),
    lastDurationS: 1 / fps,
  };
}

/** Writes a clip whose frame N shows N as eight vertical bars, the highest bit on the left. */
export async function writeBarcodeClip(clip: BarcodeClip): Promise<void> {
  const { width = 64, height = 48, timestampsS, lastDurationS } = clip;
  registerCodecs();
  const output = new Output({
    format: clip.format ?? FORMATS[clip.container ?? 'mp4'](),
    target: new FilePathTarget(clip.path),
  });
  const codec = clip.codec ?? 'avc';
  const quality = HAS_QUANTIZER.has(codec) ? { quantizer: 20 } : { bitrate: 400_000 };
  const source = new VideoSampleSource({ codec, quality: new Quality(quality) });
  output.addVideoTrack(source, { rotation: clip.rotation ?? 0 });
  await output.start();
  for (const [frame, timestamp] of timestampsS.entries()) {
    const duration = (timestampsS[frame + 1] ?? timestamp + lastDurationS) - timestamp;
    const data = barcodeI420(frame, width, height);
    const init = { format: 'I420', codedWidth: width, codedHeight: height } as const;
    using sample = new VideoSample(data, { ...init, timestamp, duration });
    await source.add(sample);
  }
  await output.finalize();
}

/** RGBA rows of the barcode of `frame`. */
export function barcodeRgba(frame: number, width: number, height: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgba.fill(bitAt(frame, pixel % width, width) ? 255 : 0, pixel * 4, pixel * 4 + 3);
    rgba[pixel * 4 + 3] = 255;
  }
  return rgba;
}

/** The number a barcode picture shows, read in its middle row. */
export function readBarcode(picture: { width: number; height: number; data: Uint8Array }): number {
  const { width, height, data } = picture;
  const row = Math.floor(height / 2) * width;
  let frame = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const column = Math.floor(((bit + 0.5) * width) / BITS);
    frame = frame * 2 + (data[(row + column) * 4]! > 128 ? 1 : 0);
  }
  return frame;
}

/** Whether the packets are stored in another order than shown, as B-frames are. */
export async function isReordered(sink: EncodedPacketSink): Promise<boolean> {
  const times: number[] = [];
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true }))
    times.push(packet.timestamp);
  return times.some((time, index) => index > 0 && time < times[index - 1]!);
}

function barcodeI420(frame: number, width: number, height: number): Uint8Array {
  const data = new Uint8Array((width * height * 3) / 2).fill(128);
  for (let pixel = 0; pixel < width * height; pixel++) {
    data[pixel] = bitAt(frame, pixel % width, width) ? LUMA_WHITE : LUMA_BLACK;
  }
  return data;
}

function bitAt(frame: number, column: number, width: number): boolean {
  const bit = Math.floor((column * BITS) / width);
  return ((frame >> (BITS - 1 - bit)) & 1) === 1;
}
