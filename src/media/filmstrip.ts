import sharp from 'sharp';
import type { MediaProblem } from './media-problem.ts';
import type { Outcome } from './outcome.ts';
import { writeAtomically } from './partial-file.ts';
import type { WorkerContext } from './serve-worker.ts';
import { withVideo } from './with-video.ts';

export type FilmstripInput = {
  path: string;
  outPath: string;
  partPath: string;
  /** Tiles wanted; a shorter clip gives one per frame. */
  count: number;
  /** Height of a tile in pixels. */
  height: number;
};
export type Filmstrip = { frameIndexes: number[]; tileWidth: number; tileHeight: number };

const JPEG_QUALITY = 78;
/** Longest side a JPEG can have. */
const MAX_JPEG_SIDE = 65_500;

/** Writes evenly spaced frames, first and last included, side by side into one JPEG. */
export function filmstrip(
  { path, outPath, partPath, count, height }: FilmstripInput,
  { progress }: WorkerContext,
): Promise<Outcome<Filmstrip, MediaProblem>> {
  return withVideo(path, async (video) => {
    const { info } = video;
    const tileWidth = Math.max(1, Math.round((height * info.width) / info.height));
    const tileCount = Math.max(1, Math.min(count, info.frameCount, Math.floor(MAX_JPEG_SIDE / tileWidth)));
    const frameIndexes = spreadFrames(info.frameCount, tileCount);
    const strip = new Uint8Array(tileWidth * tileCount * height * 4);
    let tile = 0;
    for await (const { data } of video.frames({ frameIndexes, width: tileWidth, height })) {
      for (let row = 0; row < height; row++) {
        const pixels = data.subarray(row * tileWidth * 4, (row + 1) * tileWidth * 4);
        strip.set(pixels, (row * tileCount + tile) * tileWidth * 4);
      }
      progress(++tile / tileCount);
    }
    await writeAtomically(outPath, partPath, (part) =>
      sharp(strip, { raw: { width: tileWidth * tileCount, height, channels: 4 } })
        .removeAlpha()
        .jpeg({ quality: JPEG_QUALITY })
        .toFile(part),
    );
    return { frameIndexes, tileWidth, tileHeight: height };
  });
}

/** `count` of `frameCount` frame indexes, evenly spaced from the first to the last. */
function spreadFrames(frameCount: number, count: number): number[] {
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, tile) => Math.round((tile * (frameCount - 1)) / (count - 1)));
}
