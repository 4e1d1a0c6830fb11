import { basename } from 'node:path';
import sharp from 'sharp';
import { foreignProblem, type MediaProblem, quoteFile, truncated } from './media-problem.ts';
import type { Outcome } from './outcome.ts';

export type ImageInfo = {
  kind: 'image';
  /** `png`, `jpeg`, `webp`, `tiff`, `gif`, `avif`, `exr`, … */
  format: string;
  /** Display size in pixels: EXIF orientation applied. */
  width: number;
  height: number;
  hasAlpha: boolean;
  /** Names of the pictures in an EXR that has several, the one first that is taken where nobody chooses. */
  layers?: string[];
};

/** 12,000 × 12,000: about 600 MB decoded, and far more than any model takes. */
const MAX_IMAGE_PIXELS = 144_000_000;

/** Options for opening any still: refuses pixel bombs and files that end early. */
export const IMAGE_INPUT = { limitInputPixels: MAX_IMAGE_PIXELS, failOn: 'truncated' } as const;

const SIGNATURES: ((head: Buffer) => boolean)[] = [
  (head) => head.toString('latin1', 1, 4) === 'PNG',
  (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff,
  (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
  (head) => head.toString('latin1', 0, 4) === 'GIF8',
  (head) => ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(head.toString('latin1', 0, 4)),
  (head) => /^ftyp(avif|avis|heic|heix|mif1)$/.test(head.toString('latin1', 4, 12)),
];

/** Whether the first bytes (32 are enough) are those of a still image. */
export function looksLikeImage(head: Buffer): boolean {
  return SIGNATURES.some((matches) => matches(head));
}

/** Reads the header and then the picture itself at a tiny size, which finds files that end early. */
export async function readImageInfo(path: string): Promise<Outcome<ImageInfo, MediaProblem>> {
  try {
    const {
      format,
      compression,
      pages = 1,
      autoOrient,
      width,
      height,
      hasAlpha,
    } = await sharp(path, {
      ...IMAGE_INPUT,
      limitInputPixels: false,
    }).metadata();
    if (format === 'gif' && pages > 1) return { ok: false, problem: animatedGif(path) };
    if (width * height > MAX_IMAGE_PIXELS) return { ok: false, problem: tooLarge(path, width, height) };
    await sharp(path, IMAGE_INPUT).resize(8, 8, { fit: 'fill' }).raw().toBuffer();
    const isAvif = format === 'heif' && compression === 'av1';
    const size = { width: autoOrient.width, height: autoOrient.height };
    return { ok: true, value: { kind: 'image', format: isAvif ? 'avif' : format, ...size, hasAlpha } };
  } catch (error) {
    return { ok: false, problem: imageProblem(path, error) };
  }
}

/** Words for what the image library says about a damaged file. */
export function imageProblem(path: string, error: unknown): MediaProblem {
  const detail = String(error);
  if (/exceeds pixel limit/.test(detail)) return tooLarge(path);
  if (/premature end|truncated|end of (file|stream|data)|not enough|read error|IDAT/i.test(detail)) {
    return truncated(path, 'its picture data end too early', detail);
  }
  return {
    code: 'not-media',
    message: `${quoteFile(path)} cannot be read: its picture data are damaged or of an unknown kind.`,
    fix: 'Save the image again as PNG or JPEG and choose the new file.',
    detail,
  };
}

const animatedGif = (path: string) => foreignProblem(basename(path), { format: 'animated-gif' });

function tooLarge(path: string, width?: number, height?: number): MediaProblem {
  const size = width && height ? ` (${width}×${height} pixels)` : '';
  return {
    code: 'unsupported',
    message: `${quoteFile(path)} is too large${size}; ${MAX_IMAGE_PIXELS / 1e6} megapixels are the limit.`,
    fix: 'Scale the image down and choose the smaller file.',
  };
}
