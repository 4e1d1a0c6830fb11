import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { looksLikeExr } from './exr-header.ts';
import { readExrPixels, shown } from './exr-picture.ts';
import { checkReadableFile } from './file-check.ts';
import { IMAGE_INPUT, imageProblem, looksLikeImage } from './image-info.ts';
import { MediaProblemError, notMedia } from './media-problem.ts';
import type { ToneMap } from './tone-map.ts';

/** A still as a screen shows it: 8-bit sRGB, opaque, upright. */
export type DisplayedFrame = {
  width: number;
  height: number;
  /** Four bytes a pixel, rows from the top. */
  rgba: Uint8Array;
};

/**
 * Reads a numbered still; what is transparent becomes black, as it was before it was rendered over nothing. Throws
 * `MediaProblemError`.
 */
export async function readFrame(path: string, toneMap: ToneMap): Promise<DisplayedFrame> {
  const checked = await checkReadableFile(path);
  if (!checked.ok) throw new MediaProblemError(checked.problem);
  // From memory: the library remembers files by name, and a frame may have been rendered again under the same one.
  const bytes = await readFile(path);
  if (looksLikeExr(bytes)) return readExrFrame(path, toneMap);
  if (!looksLikeImage(bytes)) throw new MediaProblemError(notMedia(path, 'its content is no picture'));
  try {
    const { data, info } = await sharp(bytes, IMAGE_INPUT)
      .autoOrient()
      .flatten({ background: '#000' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, rgba: data };
  } catch (error) {
    throw new MediaProblemError(imageProblem(path, error));
  }
}

async function readExrFrame(path: string, toneMap: ToneMap): Promise<DisplayedFrame> {
  const read = await readExrPixels(path);
  if (!read.ok) throw new MediaProblemError(read.problem);
  const { width, height, rgb } = read.value;
  const display = shown(rgb, 0, toneMap);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgba[4 * pixel] = display[3 * pixel]!;
    rgba[4 * pixel + 1] = display[3 * pixel + 1]!;
    rgba[4 * pixel + 2] = display[3 * pixel + 2]!;
  }
  return { width, height, rgba };
}
