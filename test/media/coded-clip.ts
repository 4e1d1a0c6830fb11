import { createHash } from 'node:crypto';
import {
  EncodedPacket,
  EncodedVideoPacketSource,
  FilePathTarget,
  MkvOutputFormat,
  Mp4OutputFormat,
  MpegTsOutputFormat,
  Output,
  type OutputFormat,
  type VideoCodec,
} from 'mediabunny';
import {
  type AVPixelFormat,
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  Frame,
  Packet,
  Rational,
} from 'node-av';
import { avFrameOf, frameOfPixels } from '../../src/media/av-frame.ts';
import { avcConfiguration, toLengthPrefixed } from '../../src/media/avc-format.ts';
import type { OpenVideo } from '../../src/media/open-video.ts';

/** One coded picture in the order in which it is decoded; `number` says when it is shown, as that of a frame. */
export type CodedPicture = { data: Buffer; number: number; isKey: boolean };
export type PictureLayout = { width: number; height: number; format: AVPixelFormat };

/** Planes of 8 bits full of soft shapes that move, with a little noise so that nothing is coded as a plain copy. */
export function movingPixels({ width, height }: PictureLayout, bytes: number, number: number): Buffer {
  const pixels = Buffer.alloc(bytes);
  let noise = number + 1;
  for (let at = 0; at < bytes; at++) {
    noise = (noise * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    const x = (at % width) + 3 * number;
    const y = Math.floor(at / width) % height;
    pixels[at] = 120 + 60 * Math.sin(x / 5) + 40 * Math.cos(y / 7) + (noise >> 28);
  }
  return pixels;
}

/** What an encoder of libav makes of pictures, as a stream with start codes where the codec has them. */
export async function encode(
  encoder: string,
  layout: PictureLayout,
  pictures: Buffer[],
  options: Record<string, string | number>,
): Promise<CodedPicture[]> {
  const codec = Codec.findEncoderByName(encoder as Parameters<typeof Codec.findEncoderByName>[0])!;
  using context = new CodecContext();
  context.allocContext3(codec);
  context.width = layout.width;
  context.height = layout.height;
  context.pixelFormat = layout.format;
  context.timeBase = new Rational(1, 25);
  FFmpegError.throwIfError(await context.open2(codec, Dictionary.fromObject(options)), 'open2');
  const coded: CodedPicture[] = [];
  for (const [number, pixels] of [...pictures, null].entries()) {
    using frame = pixels && frameOfPixels(pixels, layout);
    if (frame) frame.pts = BigInt(number);
    FFmpegError.throwIfError(await context.sendFrame(frame), 'sendFrame');
    for (;;) {
      using packet = new Packet();
      packet.alloc();
      if ((await context.receivePacket(packet)) < 0) break;
      coded.push({ data: Buffer.from(packet.data!), number: Number(packet.pts), isKey: packet.isKeyframe });
    }
  }
  return coded;
}

/** Writes coded pictures at 25 a second. H.264 with start codes becomes what MP4 and MKV hold. */
export async function writeCodedClip(
  path: string,
  codec: VideoCodec,
  { width, height }: PictureLayout,
  pictures: CodedPicture[],
): Promise<void> {
  const output = new Output({ format: formatOf(path), target: new FilePathTarget(path) });
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source);
  await output.start();
  const size = { codedWidth: width, codedHeight: height };
  const decoderConfig =
    codec === 'avc'
      ? { ...size, ...avcConfiguration(pictures[0]!.data) }
      : { ...size, codec: 'vp09.01.10.08' };
  for (const { data, number, isKey } of pictures) {
    const bytes = codec === 'avc' ? toLengthPrefixed(data) : data;
    await source.add(new EncodedPacket(bytes, isKey ? 'key' : 'delta', number / 25, 1 / 25), {
      decoderConfig,
    });
  }
  await output.finalize();
}

function formatOf(path: string): OutputFormat {
  if (path.endsWith('.ts')) return new MpegTsOutputFormat();
  return /\.(mkv|webm)$/.test(path) ? new MkvOutputFormat() : new Mp4OutputFormat({ fastStart: 'in-memory' });
}

/** Fingerprints of pictures decoded from the first to the last without a stop, in the order in which they are shown. */
export async function decodeFromTheStart(decoder: string, pictures: CodedPicture[]): Promise<string[]> {
  const codec = Codec.findDecoderByName(decoder as Parameters<typeof Codec.findDecoderByName>[0])!;
  using context = new CodecContext();
  context.allocContext3(codec);
  FFmpegError.throwIfError(await context.open2(codec), 'open2');
  const found: string[] = [];
  for (const picture of [...pictures, null]) {
    using packet = new Packet();
    packet.alloc();
    if (picture) packet.data = picture.data;
    FFmpegError.throwIfError(await context.sendPacket(picture && packet), 'sendPacket');
    for (;;) {
      using frame = new Frame();
      frame.alloc();
      if ((await context.receiveFrame(frame)) < 0) break;
      found.push(fingerprint(frame));
    }
  }
  return found;
}

/** Fingerprints of frames of an open clip: of each alone, or of all in one go. */
export async function fingerprints(video: OpenVideo, frameIndexes: number[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { indexes, sample } of video.samples(frameIndexes)) {
    using frame = await avFrameOf(sample);
    for (const _ of indexes) found.push(fingerprint(frame));
  }
  return found;
}

function fingerprint(frame: Frame): string {
  return createHash('md5').update(frame.toBuffer()).digest('hex');
}
