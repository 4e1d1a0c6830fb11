import type { VideoSample, VideoSamplePixelFormat } from 'mediabunny';
import type { YuvColor } from './color-matrix.ts';
import { type YuvPicture, yuvToRgba } from './yuv-to-rgba.ts';

const SUBSAMPLING = { 420: [1, 1], 422: [1, 0], 444: [0, 0] } as const;

/** The option is WebCodecs' newer one, unknown to the type definitions in use. */
const TO_RGBA: Parameters<VideoSample['copyTo']>[1] & { format: 'RGBA' } = { format: 'RGBA' };

/** The pixels of a fitted sample as RGBA rows without padding, at its own size. */
export async function sampleToRgba(sample: VideoSample, color: YuvColor): Promise<Uint8Array> {
  const { width, height } = sample.visibleRect;
  const rgba = new Uint32Array(width * height);
  const bytes = new Uint8Array(rgba.buffer);
  const { format } = sample;
  if (format === null)
    throw new TypeError('Only samples of a known layout can be read; fitPicture makes one.');
  if (/^(RGB|BGR)/.test(format)) {
    await sample.copyTo(bytes, TO_RGBA);
    return bytes;
  }
  const stored = new Uint8Array(sample.allocationSize());
  const planes = await sample.copyTo(stored);
  yuvToRgba(describePlanes(stored, planes, format, width, height), color, rgba);
  return bytes;
}

function describePlanes(
  stored: Uint8Array,
  planes: { offset: number; stride: number }[],
  format: VideoSamplePixelFormat,
  width: number,
  height: number,
): YuvPicture {
  const bitDepth = (Number(/P(1[02])$/.exec(format)?.[1]) || 8) as YuvPicture['bitDepth'];
  const samples = bitDepth === 8 ? stored : new Uint16Array(stored.buffer);
  const bytesPerSample = samples.BYTES_PER_ELEMENT;
  const interleaved = format === 'NV12';
  const [chromaShiftX, chromaShiftY] = interleaved
    ? SUBSAMPLING[420]
    : SUBSAMPLING[format.slice(1, 4) as unknown as keyof typeof SUBSAMPLING];
  const plane = (index: number) => samples.subarray(planes[index]!.offset / bytesPerSample);
  return {
    width,
    height,
    y: plane(0),
    u: plane(1),
    v: interleaved ? plane(1).subarray(1) : plane(2),
    chromaStep: interleaved ? 2 : 1,
    lumaStride: planes[0]!.stride / bytesPerSample,
    chromaStride: planes[1]!.stride / bytesPerSample,
    chromaShiftX,
    chromaShiftY,
    bitDepth,
  };
}
