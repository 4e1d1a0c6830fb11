import sharp from 'sharp';
import { type MediaProblem, MediaProblemError, quoteFile } from './media-problem.ts';
import type { OpenVideo } from './open-video.ts';
import type { Outcome } from './outcome.ts';
import { writeAtomically } from './partial-file.ts';
import type { RgbaFrame } from './read-frames.ts';
import { withVideo } from './with-video.ts';

export type ExtractFrameInput = { path: string; frame: number; outPath: string; partPath: string };
export type ExtractedFrame = { frame: number; timestampS: number; width: number; height: number };

/** Writes frame `frame` (0-based, by presentation order) as PNG at display size. */
export function extractFrame(input: ExtractFrameInput): Promise<Outcome<ExtractedFrame, MediaProblem>> {
  const { path, frame, outPath, partPath } = input;
  return withVideo(path, async (video) => {
    assertFrameExists(path, frame, video.info.frameCount);
    const { width, height, timestampS, data } = await readFrame(video, frame);
    await writeAtomically(outPath, partPath, (part) =>
      sharp(data, { raw: { width, height, channels: 4 } })
        .removeAlpha()
        .png()
        .toFile(part),
    );
    return { frame, timestampS, width, height };
  });
}

/** Throws the problem "out-of-range", which names the frames there are. */
export function assertFrameExists(path: string, frame: number, frameCount: number): void {
  if (Number.isInteger(frame) && frame >= 0 && frame < frameCount) return;
  const range = frameCount === 1 ? 'only frame 0' : `frames 0 to ${frameCount - 1}`;
  throw new MediaProblemError({
    code: 'out-of-range',
    message: `Frame ${frame} is not in ${quoteFile(path)}: it has ${range}.`,
    fix: frameCount === 1 ? 'Choose frame 0.' : `Choose a frame from 0 to ${frameCount - 1}.`,
  });
}

async function readFrame(video: OpenVideo, frame: number): Promise<RgbaFrame> {
  for await (const found of video.frames({ frameIndexes: [frame] })) return found;
  throw new Error(`Frame ${frame} was promised but not decoded.`);
}
