import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { AV_CODEC_ID_H264, Codec, CodecContext, FFmpegError, Frame, Packet } from 'node-av';

/** What the H.264 stream of a file says for itself, without its container: codes of ITU-T H.273 and the rate. */
export async function factsInStream(path: string) {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  const track = (await input.getPrimaryVideoTrack())!;
  const { description } = (await track.getDecoderConfig())!;
  const first = (await new EncodedPacketSink(track).getFirstPacket())!;
  input.dispose();
  using context = new CodecContext();
  context.allocContext3(Codec.findDecoder(AV_CODEC_ID_H264));
  context.extraData = Buffer.from(description as Uint8Array);
  FFmpegError.throwIfError(await context.open2(), 'open2');
  using packet = new Packet();
  packet.alloc();
  packet.data = Buffer.from(first.data);
  using frame = new Frame();
  frame.alloc();
  FFmpegError.throwIfError(await context.sendPacket(packet), 'sendPacket');
  await context.sendPacket(null);
  FFmpegError.throwIfError(await context.receiveFrame(frame), 'receiveFrame');
  const { colorPrimaries: primaries, colorTrc: transfer, colorSpace: matrix, colorRange: range } = frame;
  const fps = context.framerate.num / context.framerate.den;
  return { primaries, transfer, matrix, range, fps };
}
