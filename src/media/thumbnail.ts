import sharp from 'sharp';
import { exrHeaderOf } from './exr/header.ts';
import { viewExr } from './exr/picture.ts';
import { checkReadableFile } from './file-check.ts';
import { IMAGE_INPUT, imageProblem } from './image-info.ts';
import { type MediaProblem, MediaProblemError } from './media-problem.ts';
import type { Outcome } from './outcome.ts';
import { writeAtomically } from './partial-file.ts';
import type { WorkerContext } from './serve-worker.ts';

export type ThumbnailInput = {
  path: string;
  outPath: string;
  partPath: string;
  maxSide: number;
  /** Name of a layer of an EXR; empty or absent is the first one. */
  layer?: string;
};
export type Thumbnail = { width: number; height: number };

const JPEG_QUALITY = 82;
/** Shown behind transparent pixels: neither swallows light nor dark drawings. */
const BACKGROUND = '#808080';

/** Writes a still as an upright JPEG whose longer side is at most `maxSide`; never enlarged. */
export async function thumbnail(
  input: ThumbnailInput,
  context?: WorkerContext,
): Promise<Outcome<Thumbnail, MediaProblem>> {
  const { path, outPath, partPath, maxSide, layer } = input;
  const checked = await checkReadableFile(path);
  if (!checked.ok) return checked;
  try {
    const header = await exrHeaderOf(path);
    const isExr = header.ok || header.reason !== 'foreign';
    const view = { path, layer, exposure: 0, toneMap: 'filmic', maxSide, format: 'jpeg' } as const;
    const exr = isExr && (await viewExr(view, context));
    if (exr && !exr.ok) return exr;
    const { width, height } = await writeAtomically(outPath, partPath, (part) =>
      sharp(exr ? Buffer.from(exr.value.picture, 'base64') : path, IMAGE_INPUT)
        .autoOrient()
        .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: BACKGROUND })
        .jpeg({ quality: JPEG_QUALITY })
        .toFile(part),
    );
    return { ok: true, value: { width, height } };
  } catch (error) {
    const problem = error instanceof MediaProblemError ? error.problem : imageProblem(path, error);
    return { ok: false, problem };
  }
}
