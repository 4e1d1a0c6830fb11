import { availableParallelism } from 'node:os';
import type { VideoCodec } from 'mediabunny';
import {
  AV_CODEC_ID_AV1,
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_PRORES,
  AV_CODEC_ID_VP8,
  AV_CODEC_ID_VP9,
  type AVCodecID,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  Codec,
  CodecContext,
  Dictionary,
  FF_COMPLIANCE_STRICT,
  FFmpegError,
  Frame,
  Packet,
} from 'node-av';
import { decoderRecord } from './nal-units.ts';

const CODEC_IDS: Partial<Record<VideoCodec, AVCodecID>> = {
  avc: AV_CODEC_ID_H264,
  hevc: AV_CODEC_ID_HEVC,
  vp8: AV_CODEC_ID_VP8,
  vp9: AV_CODEC_ID_VP9,
  av1: AV_CODEC_ID_AV1,
  prores: AV_CODEC_ID_PRORES,
};
/** More gain little and hold more pictures at once. */
const MOST_THREADS = 8;

/**
 * A software decoder; a hardware decoder may round pixels differently, and results are keyed by content. Frames come
 * out in the order in which they are shown, each with the number of its packet as `pts`.
 */
export class FrameDecoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();

  private constructor() {
    this.#packet.alloc();
  }

  static async open(codec: VideoCodec, config: VideoDecoderConfig): Promise<FrameDecoder> {
    const known = Codec.findDecoder(CODEC_IDS[codec]!);
    if (!known) throw new Error(`No decoder for ${codec} is built in.`);
    const decoder = new FrameDecoder();
    const context = decoder.#context;
    context.allocContext3(known);
    context.width = config.codedWidth ?? 0;
    context.height = config.codedHeight ?? 0;
    context.threadCount = Math.min(availableParallelism(), MOST_THREADS);
    // The kind of ProRes, which says how many bits a sample has.
    if (codec === 'prores') context.codecTag = config.codec;
    context.extraData = decoderRecord(config);
    // Frames wait as long as their reordering may take, also where the stream does not say how long that is.
    const options = Dictionary.fromObject({ strict: FF_COMPLIANCE_STRICT });
    try {
      FFmpegError.throwIfError(await context.open2(known, options), 'open2');
    } catch (error) {
      decoder.close();
      throw error;
    }
    return decoder;
  }

  /** Hands over a packet, or the news that none follows, and returns the frames that are ready; the caller frees them. */
  async decode(data: Uint8Array | null, number = 0): Promise<Frame[]> {
    if (data) {
      this.#packet.data = Buffer.from(data);
      this.#packet.pts = BigInt(number);
    }
    const sent = await this.#context.sendPacket(data ? this.#packet : null);
    this.#packet.unref();
    FFmpegError.throwIfError(sent, 'sendPacket');
    const frames: Frame[] = [];
    for (;;) {
      const frame = new Frame();
      frame.alloc();
      const status = await this.#context.receiveFrame(frame);
      if (status >= 0) {
        frames.push(frame);
        continue;
      }
      frame.free();
      if (status === AVERROR_EAGAIN || status === AVERROR_EOF) return frames;
      for (const unused of frames) unused.free();
      FFmpegError.throwIfError(status, 'receiveFrame');
    }
  }

  close(): void {
    this.#context.freeContext();
    this.#packet.free();
  }
}
