import { CustomVideoEncoder, EncodedPacket, type VideoCodec, type VideoSample } from 'mediabunny';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  Codec,
  CodecContext,
  FF_ENCODER_LIBX264,
  FFmpegError,
  type Frame,
  Packet,
  Rational,
} from 'node-av';
import { avFrameOf } from './av-frame.ts';
import { avcConfiguration, toLengthPrefixed } from './avc-format.ts';
import { frameRateRatio } from './frame-rate.ts';

/** The codec's own settings are newer than the type definitions in use. */
type EncodeOptions = VideoEncoderEncodeOptions & { avc?: { quantizer?: number | null } };

/** Fixed, because the bytes that x264 writes depend on it. */
const THREADS = 4;

/**
 * H.264 at a constant rate and quantizer. Unlike the library's encoder it says in the stream what the frames say about
 * their colour and how long each lasts, and stores frames in the order in which they are shown: no reader sees one
 * before its time or needs an edit list to find the first, at a tenth of the size more. Frames are 8-bit 4:2:0.
 */
export class H264Encoder extends CustomVideoEncoder {
  #context: CodecContext | null = null;
  readonly #packet = new Packet();
  #frameDuration = new Rational(0, 1);
  #frameCount = 0n;
  /** Times of the frames whose packets are still to come, in order. */
  readonly #times: { timestamp: number; duration: number }[] = [];
  #saidConfiguration = false;

  static override supports(codec: VideoCodec, { bitrateMode, framerate }: VideoEncoderConfig): boolean {
    return codec === 'avc' && bitrateMode === 'quantizer' && framerate !== undefined;
  }

  init(): void {
    this.#packet.alloc();
    const { numerator, denominator } = frameRateRatio(this.config.framerate!);
    this.#frameDuration = new Rational(denominator, numerator);
  }

  async encode(sample: VideoSample, { keyFrame, avc }: EncodeOptions): Promise<void> {
    using frame = await avFrameOf(sample);
    if (frame.format !== AV_PIX_FMT_YUV420P) throw new TypeError('Only 8-bit 4:2:0 can be encoded.');
    this.#context ??= await this.#open(frame, avc!.quantizer!);
    frame.timeBase = this.#frameDuration;
    frame.pts = this.#frameCount++;
    frame.duration = 1n;
    this.#times.push({ timestamp: sample.timestamp, duration: sample.duration });
    frame.pictType = keyFrame ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    FFmpegError.throwIfError(await this.#context.sendFrame(frame), 'sendFrame');
    await this.#takePackets(this.#context);
  }

  async flush(): Promise<void> {
    if (!this.#context) return;
    FFmpegError.throwIfError(await this.#context.sendFrame(null), 'sendFrame');
    await this.#takePackets(this.#context);
    this.#context.freeContext();
    this.#context = null;
  }

  close(): void {
    this.#context?.freeContext();
    this.#packet.free();
  }

  async #open(frame: Frame, quantizer: number): Promise<CodecContext> {
    const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
    if (!codec) throw new Error('libx264 is not built in.');
    const context = new CodecContext();
    context.allocContext3(codec);
    context.width = frame.width;
    context.height = frame.height;
    context.pixelFormat = AV_PIX_FMT_YUV420P;
    context.timeBase = this.#frameDuration;
    context.framerate = new Rational(this.#frameDuration.den, this.#frameDuration.num);
    context.sampleAspectRatio = new Rational(1, 1);
    context.colorPrimaries = frame.colorPrimaries;
    context.colorTrc = frame.colorTrc;
    context.colorSpace = frame.colorSpace;
    context.colorRange = frame.colorRange;
    context.maxBFrames = 0;
    context.threadCount = THREADS;
    context.flags = AV_CODEC_FLAG_GLOBAL_HEADER;
    context.setOption('qp', String(quantizer));
    context.setOption('x264-params', 'force-cfr=1');
    if (this.config.latencyMode === 'realtime') {
      context.setOption('preset', 'ultrafast');
      context.setOption('tune', 'zerolatency');
    }
    FFmpegError.throwIfError(await context.open2(), 'open2');
    return context;
  }

  async #takePackets(context: CodecContext): Promise<void> {
    for (;;) {
      const status = await context.receivePacket(this.#packet);
      if (status === AVERROR_EAGAIN || status === AVERROR_EOF) return;
      FFmpegError.throwIfError(status, 'receivePacket');
      this.#emit(context, this.#packet);
    }
  }

  #emit({ extraData, width, height }: CodecContext, packet: Packet): void {
    const { timestamp, duration } = this.#times.shift()!;
    const type = packet.isKeyframe ? 'key' : 'delta';
    const encoded = new EncodedPacket(toLengthPrefixed(packet.data!), type, timestamp, duration);
    const isFirst = !this.#saidConfiguration;
    this.#saidConfiguration = true;
    if (!isFirst) return void this.onPacket(encoded);
    const size = { codedWidth: width, codedHeight: height };
    this.onPacket(encoded, { decoderConfig: { ...avcConfiguration(extraData!), ...size } });
  }
}
