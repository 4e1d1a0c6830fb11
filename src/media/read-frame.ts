import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { looksLikeExr } from './exr/header.ts';
import { readExr } from './exr/picture.ts';
import { shownOnScreen } from './exr/screen.ts';
import { checkReadableFile } from './file-check.ts';
import { IMAGE_INPUT, imageProblem, looksLikeImage } from './image-info.ts';
import { type MediaProblem, MediaProblemError, quoteFile } from './media-problem.ts';
import type { ToneMap } from './tone-map.ts';

/** A still as a screen shows it: 8-bit sRGB, opaque, upright. */
export type DisplayedFrame = {
  width: number;
  height: number;
  /** Four bytes a pixel, rows from the top. */
  rgba: Uint8Array;
};

/** How EXR is brought to a screen, and which layer of it; empty is the first one. Other stills have no choice. */
export type FrameLook = { toneMap: ToneMap; layer?: string };

/**
 * Reads a numbered still; what is transparent becomes black, as it was before it was rendered over nothing. Throws
 * `MediaProblemError`.
 */
export async function readFrame(path: string, { toneMap, layer }: FrameLook): Promise<DisplayedFrame> {
  const checked = await checkReadableFile(path);
  if (!checked.ok) throw new MediaProblemError(checked.problem);
  // From memory: the library remembers files by name, and a frame may have been rendered again under the same one.
  const bytes = await readFile(path);
  if (looksLikeExr(bytes)) return readExrFrame(path, bytes, { toneMap, layer });
  if (!looksLikeImage(bytes)) throw new MediaProblemError(notPicture(path));
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

async function readExrFrame(
  path: string,
  bytes: Buffer,
  { toneMap, layer }: FrameLook,
): Promise<DisplayedFrame> {
  const light = await readExr(path, bytes, layer ?? '');
  if (!light.ok) throw new MediaProblemError(light.problem);
  const { width, height } = light.value;
  return { width, height, rgba: shownOnScreen(light.value, 0, toneMap, 4) };
}

function notPicture(path: string): MediaProblem {
  return {
    code: 'not-media',
    message: `${quoteFile(path)} is no still of a known format.`,
    fix: 'Choose PNG, JPEG, WebP, TIFF, AVIF or EXR frames.',
  };
}
