import { AvFrameVideoSampleResource, toAvFrame } from '@mediabunny/server';
import { VideoSample, type VideoSamplePixelFormat } from 'mediabunny';
import {
  AV_PIX_FMT_BGR0,
  AV_PIX_FMT_BGRA,
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_RGB0,
  AV_PIX_FMT_RGBA,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_RANGE_UNSPECIFIED,
  type AVColorPrimaries,
  type AVColorSpace,
  type AVColorTransferCharacteristic,
  type AVPixelFormat,
  avGetPixFmtFromName,
  avGetPixFmtName,
  FFmpegError,
  Frame,
  Rational,
} from 'node-av';
import type { ColorTags } from './picture-color.ts';
import { tagsOfWebColor } from './web-color.ts';

const PACKED: Partial<Record<VideoSamplePixelFormat, AVPixelFormat>> = {
  NV12: AV_PIX_FMT_NV12,
  RGBA: AV_PIX_FMT_RGBA,
  RGBX: AV_PIX_FMT_RGB0,
  BGRA: AV_PIX_FMT_BGRA,
  BGRX: AV_PIX_FMT_BGR0,
};

type FrameLayout = { width: number; height: number; format: AVPixelFormat };

/** What libav calls a tag that is not there; the other values of its enumerations are the codes of ITU-T H.273. */
const UNSPECIFIED = 2;

/** The pixels of a sample as a libav frame; shared where the decoder made one, else copied. The caller frees it. */
export async function avFrameOf(sample: VideoSample): Promise<Frame> {
  if (!decodedFrame(sample)) return copyPixels(sample);
  const frame = new Frame();
  frame.alloc();
  await toAvFrame(sample, frame);
  return frame;
}

/** A frame with a copy of pixels whose planes lie one after the other without padding. The caller frees it. */
export function frameOfPixels(pixels: Buffer, layout: FrameLayout): Frame {
  // `fromBuffer` only points at the memory, which JavaScript may free while a codec still reads.
  using pointing = emptyFrame(layout);
  FFmpegError.throwIfError(pointing.fromBuffer(pixels), 'fromBuffer');
  const frame = emptyFrame(layout);
  FFmpegError.throwIfError(frame.getBuffer(), 'getBuffer');
  FFmpegError.throwIfError(frame.copy(pointing), 'copy');
  return frame;
}

function emptyFrame({ width, height, format }: FrameLayout): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = width;
  frame.height = height;
  frame.format = format;
  return frame;
}

/** A sample of a libav frame, which it then owns. */
export function sampleOfFrame(
  frame: Frame,
  time: { timestamp: number; duration: number },
  pixelAspect = { num: 1, den: 1 },
): VideoSample {
  frame.sampleAspectRatio = new Rational(pixelAspect.num, pixelAspect.den);
  return new VideoSample(new AvFrameVideoSampleResource(frame), time);
}

/** What the picture itself says about its colour. */
export function colorTagsOf(sample: VideoSample): ColorTags {
  const frame = decodedFrame(sample);
  if (!frame) return tagsOfWebColor(sample.colorSpace);
  const { colorPrimaries, colorTrc, colorSpace, colorRange, format } = frame;
  const said = (code: number) => (code === UNSPECIFIED ? null : code);
  const isFullByName = avGetPixFmtName(format as AVPixelFormat)?.startsWith('yuvj');
  return {
    primaries: said(colorPrimaries),
    transfer: said(colorTrc),
    matrix: said(colorSpace),
    fullRange:
      isFullByName || (colorRange === AVCOL_RANGE_UNSPECIFIED ? null : colorRange === AVCOL_RANGE_JPEG),
  };
}

/** Writes colour tags onto a frame. */
export function tagFrame(frame: Frame, { primaries, transfer, matrix, fullRange }: ColorTags): void {
  frame.colorPrimaries = (primaries ?? UNSPECIFIED) as AVColorPrimaries;
  frame.colorTrc = (transfer ?? UNSPECIFIED) as AVColorTransferCharacteristic;
  frame.colorSpace = (matrix ?? UNSPECIFIED) as AVColorSpace;
  if (fullRange === null) frame.colorRange = AVCOL_RANGE_UNSPECIFIED;
  else frame.colorRange = fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
}

/** The frame in which a decoder of libav left a sample. */
function decodedFrame(sample: VideoSample): Frame | null {
  // The field is not in the public types; without a look at it, the library would copy in a far slower way.
  const { _data } = sample as unknown as { _data: unknown };
  return _data instanceof AvFrameVideoSampleResource ? _data.frame : null;
}

async function copyPixels(sample: VideoSample): Promise<Frame> {
  const pixels = Buffer.allocUnsafe(sample.allocationSize());
  await sample.copyTo(pixels);
  const { width, height } = sample.visibleRect;
  return frameOfPixels(pixels, { width, height, format: pixelFormatOf(sample.format!) });
}

/** libav's format for a planar name such as `I422AP10`, or a packed one. */
function pixelFormatOf(format: VideoSamplePixelFormat): AVPixelFormat {
  const planar = /^I(\d{3})(A?)(?:P(\d+))?$/.exec(format);
  if (!planar) return PACKED[format]!;
  const [, subsampling, alpha, bits] = planar;
  return avGetPixFmtFromName(`yuv${alpha ? 'a' : ''}${subsampling}p${bits ? `${bits}le` : ''}`);
}
