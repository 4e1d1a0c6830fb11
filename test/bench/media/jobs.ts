import { dirname, join } from 'node:path';
import { inParallel } from '../../../src/host/facts/in-parallel.ts';
import type { MediaProcess } from '../../../src/media/media-process.ts';
import { EXR_COUNT, type Sources } from './sources.ts';

/** One piece of work, by the operation that the product calls and by ffmpeg. */
export interface Job {
  readonly id: string;
  readonly what: string;
  /** Most of ffmpeg's wall time that a warm media process may take. */
  readonly most: number;
  readonly ours: (media: MediaProcess, sources: Sources, outPath: string) => Promise<unknown>;
  /** Program and arguments; the output file comes last. */
  readonly theirs: (sources: Sources, outPath: string) => readonly string[];
}

const USUAL = 1.2;
const EXR = 1.5;
/** What both write: H.264 of the same quantizer at x264's usual effort. */
const X264 = ['-c:v', 'libx264', '-crf', '20', '-pix_fmt', 'yuv420p'];
const ffmpeg = (...args: string[]) => ['ffmpeg', '-v', 'error', '-y', ...args];
const numbered = (paths: readonly string[], kind: string) => join(dirname(paths[0]!), `f_%04d.${kind}`);

export const JOBS: readonly Job[] = [
  {
    id: 'probe',
    what: 'probe 20 s of 1080p',
    most: USUAL,
    ours: async (media, { clip }) => must(await media.probe(clip)),
    theirs: ({ clip }) => ['ffprobe', '-v', 'error', '-show_streams', '-show_format', clip],
  },
  {
    id: 'extract',
    what: 'middle frame of 20 s of 1080p as PNG',
    most: USUAL,
    ours: async (media, { clip: path }, outPath) =>
      must(await media.extractFrame({ path, frame: 240, outPath })),
    theirs: ({ clip }, out) => ffmpeg('-ss', '10', '-i', clip, '-frames:v', '1', `${out}.png`),
  },
  {
    id: 'conform',
    what: '240 frames of 1080p → 121 of 1280×704 with sound',
    most: USUAL,
    ours: async (media, { clip: path }, outPath) => {
      const size = { width: 1280, height: 704, frameCount: 121, fps: 12, fit: 'crop' } as const;
      must(await media.conform({ path, ...size, outFrame: 241, keepAudio: true, outPath }));
    },
    theirs: ({ clip }, out) => {
      const fit = 'fps=12,scale=1280:720:flags=bicubic,crop=1280:704';
      return ffmpeg('-t', '10.083', '-i', clip, '-vf', fit, ...X264, '-c:a', 'aac', `${out}.mp4`);
    },
  },
  {
    id: 'filmstrip',
    what: '24 tiles over 20 s of 1080p',
    most: USUAL,
    ours: async (media, { clip: path }, outPath) =>
      must(await media.filmstrip({ path, count: 24, height: 90, outPath })),
    theirs: ({ clip }, out) => {
      const tiles = "select='not(mod(n,20))',scale=160:90,tile=24x1";
      return ffmpeg('-i', clip, '-vf', tiles, '-frames:v', '1', `${out}.jpg`);
    },
  },
  {
    id: 'edges',
    what: 'edges of 121 frames of 720p',
    most: USUAL,
    ours: async (media, { small: path }, outPath) =>
      must(await media.edges({ path, threshold: 0.1, blurPasses: 1, outPath })),
    theirs: ({ small }, out) => ffmpeg('-i', small, '-vf', 'gblur=1,sobel', ...X264, `${out}.mp4`),
  },
  {
    id: 'png',
    what: '120 PNG of 720p → clip',
    most: USUAL,
    ours: (media, { pngs }, outPath) => assemble(media, pngs, outPath),
    theirs: ({ pngs }, out) =>
      ffmpeg('-framerate', '24', '-i', numbered(pngs, 'png'), ...X264, '-crf', '14', `${out}.mp4`),
  },
  {
    id: 'exr-read',
    what: `${EXR_COUNT} EXR of 720p → pictures for a screen`,
    most: EXR,
    ours: async (media, { exrs }) => {
      const view = { exposure: 0, toneMap: 'clip', maxSide: 4096, format: 'jpeg' } as const;
      // As many at once as when frames are saved.
      await inParallel(exrs, 2, async (path) => must(await media.viewExr({ path, ...view })));
    },
    theirs: ({ exrs }, out) =>
      ffmpeg('-apply_trc', 'iec61966_2_1', '-i', numbered(exrs, 'exr'), '-q:v', '3', `${out}_%04d.jpg`),
  },
  {
    id: 'exr-clip',
    what: `${EXR_COUNT} EXR of 720p → clip`,
    most: EXR,
    ours: (media, { exrs }, outPath) => assemble(media, exrs, outPath),
    theirs: ({ exrs }, out) => {
      const input = ['-apply_trc', 'iec61966_2_1', '-framerate', '24', '-i', numbered(exrs, 'exr')];
      return ffmpeg(...input, ...X264, '-crf', '14', `${out}.mp4`);
    },
  },
];

async function assemble(media: MediaProcess, framePaths: readonly string[], outPath: string): Promise<void> {
  const look = { fps: 24, toneMap: 'clip' } as const;
  must(await media.assemble({ path: 'f_####', framePaths: [...framePaths], ...look, outPath }));
}

/** A job that fails measures nothing. */
function must(outcome: { ok: true } | { ok: false; problem: { message: string } }): void {
  if (!outcome.ok) throw new Error(outcome.problem.message);
}
