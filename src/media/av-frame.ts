import { AvFrameVideoSampleResource, toAvFrame } from '@mediabunny/server';
import type { VideoSample, VideoSamplePixelFormat } from 'mediabunny';
import {
  AV_PIX_FMT_BGR0,
  AV_PIX_FMT_BGRA,
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_RGB0,
  AV_PIX_FMT_RGBA,
  type AVPixelFormat,
  avGetPixFmtFromName,
  Frame,
} from 'node-av';

const PACKED: Partial<Record<VideoSamplePixelFormat, AVPixelFormat>> = {
  NV12: AV_PIX_FMT_NV12,
  RGBA: AV_PIX_FMT_RGBA,
  RGBX: AV_PIX_FMT_RGB0,
  BGRA: AV_PIX_FMT_BGRA,
  BGRX: AV_PIX_FMT_BGR0,
};

/** The pixels of a sample as a libav frame; shared where the decoder made one, else copied. The caller frees it. */
export async function avFrameOf(sample: VideoSample): Promise<Frame> {
  // The field is not in the public types; without a look at it, the library would copy in a far slower way.
  const { _data } = sample as unknown as { _data: unknown };
  if (!(_data instanceof AvFrameVideoSampleResource)) return copyPixels(sample);
  const frame = new Frame();
  frame.alloc();
  await toAvFrame(sample, frame);
  return frame;
}

async function copyPixels(sample: VideoSample): Promise<Frame> {
  const pixels = Buffer.allocUnsafe(sample.allocationSize());
  await sample.copyTo(pixels);
  const { width, height } = sample.visibleRect;
  return Frame.fromVideoBuffer(pixels, { width, height, format: pixelFormatOf(sample.format!) });
}

/** libav's format for a planar name such as `I422AP10`, or a packed one. */
function pixelFormatOf(format: VideoSamplePixelFormat): AVPixelFormat {
  const planar = /^I(\d{3})(A?)(?:P(\d+))?$/.exec(format);
  if (!planar) return PACKED[format]!;
  const [, subsampling, alpha, bits] = planar;
  return avGetPixFmtFromName(`yuv${alpha ? 'a' : ''}${subsampling}p${bits ? `${bits}le` : ''}`);
}
