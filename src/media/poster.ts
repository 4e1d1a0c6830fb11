import sharp, { type Sharp } from 'sharp';
import type { MediaProblem } from './media-problem.ts';
import type { Outcome } from './outcome.ts';
import { writeAtomically } from './partial-file.ts';
import type { RgbaFrame } from './read-frames.ts';
import { withVideo } from './with-video.ts';

export type PosterInput = { path: string; outPath: string; partPath: string; width: number };
export type Poster = { frame: number; width: number; height: number };

const JPEG_QUALITY = 82;
/** Positions tried until one shows more than a flat colour (fades, black leaders). */
const TRIED_POSITIONS = [0, 0.1, 0.25, 0.5, 0.75];
/** Standard deviation of a channel, of 255, under which a picture counts as flat. */
const FLAT_DEVIATION = 3;

/** Writes the first frame that shows something as JPEG, at most `width` wide and never enlarged. */
export function poster({
  path,
  outPath,
  partPath,
  width,
}: PosterInput): Promise<Outcome<Poster, MediaProblem>> {
  return withVideo(path, async (video) => {
    const { info } = video;
    const frameIndexes = [
      ...new Set(TRIED_POSITIONS.map((part) => Math.floor(part * (info.frameCount - 1)))),
    ];
    let chosen: RgbaFrame | undefined;
    for await (const frame of video.frames({ frameIndexes, width: Math.min(width, info.width) })) {
      chosen ??= frame;
      if (await isFlat(toSharp(frame))) continue;
      chosen = frame;
      break;
    }
    const shown = chosen!;
    await writeAtomically(outPath, partPath, (part) =>
      toSharp(shown).jpeg({ quality: JPEG_QUALITY }).toFile(part),
    );
    return { frame: shown.index, width: shown.width, height: shown.height };
  });
}

function toSharp({ data, width, height }: RgbaFrame): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha();
}

async function isFlat(picture: Sharp): Promise<boolean> {
  const { channels } = await picture.stats();
  return channels.every(({ stdev }) => stdev < FLAT_DEVIATION);
}
