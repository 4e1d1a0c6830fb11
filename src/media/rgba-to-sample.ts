import type { VideoSample } from 'mediabunny';
import { AV_PIX_FMT_YUV420P } from 'node-av';
import { frameOfPixels, sampleOfFrame, tagFrame } from './av-frame.ts';
import { tagsOf, WRITTEN_COLOR } from './picture-color.ts';
import { i420ByteLength, rgbaToI420 } from './rgba-to-i420.ts';

/** RGBA rows of even sides as a picture that can be encoded, coded and tagged as BT.709. The caller closes it. */
export function rgbaToSample(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  time = { timestamp: 0, duration: 0 },
): VideoSample {
  const i420 = Buffer.allocUnsafe(i420ByteLength(width, height));
  rgbaToI420(rgba, width, height, WRITTEN_COLOR, i420);
  const frame = frameOfPixels(i420, { width, height, format: AV_PIX_FMT_YUV420P });
  tagFrame(frame, tagsOf(WRITTEN_COLOR));
  return sampleOfFrame(frame, time);
}
