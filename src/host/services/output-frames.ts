import { copyFile, link, lstat, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { OutputFiles, SavedFrames, SaveFramesOptions } from '../../engine/node-context.ts';
import { type Failure, failure } from '../../engine/problem.ts';
import type { FramesValue, ImageValue } from '../../engine/value.ts';
import { partialPath } from '../../files/partial-path.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { extensionOf } from '../assets/content-type.ts';
import { hashFile } from '../assets/hash-file.ts';
import { inParallel } from '../facts/in-parallel.ts';
import { whileInTheMaking } from '../unfinished/in-the-making.ts';
import { fillTokens, safeParts } from './file-name.ts';
import { makeOutputFolder, type OutputPlace, refusalOfPlace, refuseOutputName } from './output-place.ts';

export interface FrameOutputOptions extends OutputPlace {
  /** Where notes of files in the making are kept. */
  readonly home: string;
  readonly assets: AssetStore;
  readonly media: MediaProcess;
  /** What {workflow} and {date} stand for. */
  readonly tokens: () => Readonly<Record<string, string>>;
}

const LEAST_DIGITS = 4;
/** Sequences are counted up this far before it is taken for a mistake. */
const MAX_COUNT = 10_000;
/** As many as the media process has lanes for files in the making. */
const FRAMES_AT_ONCE = 2;
const PNG_VIEW = { exposure: 0, toneMap: 'filmic', maxSide: 32_768, format: 'png' } as const;

/** Writes sequences for the user: numbered files that land together or not at all. */
export function createFrameOutput(options: FrameOutputOptions): OutputFiles['saveFrames'] {
  return async (frames, name, tokens, save) => {
    const refused = refuseOutputName(name);
    if (refused) return refused;
    const gone = await firstGone(frames.frames, options.assets);
    if (gone) {
      return failure('output', `“${gone.name}” is no longer in the asset store.`, 'Run the workflow again.');
    }
    for (let count = 1; count <= MAX_COUNT; count++) {
      const paths = pathsOf(frames, name, tokens, save, count, options);
      const state = await stateOf(paths, frames, save.format, options.assets);
      if (state === 'same') return savedFrames(paths);
      if (state !== 'free') continue;
      const partials = paths.map((path) => partialPath(path));
      const work = () => write(paths, partials, frames, name, save, options);
      return whileInTheMaking(options.home, partials, work);
    }
    return failure('output', `“${name}” has no free name left.`, 'Choose another name or output folder.');
  };
}

function pathsOf(
  { frames }: FramesValue,
  name: string,
  tokens: Readonly<Record<string, string>>,
  { firstNumber, format }: SaveFramesOptions,
  count: number,
  options: FrameOutputOptions,
): string[] {
  const digits = Math.max(LEAST_DIGITS, String(firstNumber + frames.length - 1).length);
  const numbered = name.includes('{frame}') ? name : `${name}.{frame}`;
  const isCounted = numbered.includes('{take}');
  // Without {take} a second sequence gets its count before the number of the frame.
  const pattern =
    isCounted || count === 1 ? numbered : numbered.replace(/([._-]?)\{frame\}/, `_${count}$1{frame}`);
  return frames.map((frame, place) => {
    const filled = fillTokens(pattern, {
      ...options.tokens(),
      ...tokens,
      take: String(count).padStart(3, '0'),
      frame: String(firstNumber + place).padStart(digits, '0'),
    });
    const extension =
      format === 'png' ? 'png' : extensionOf(options.assets.get(frame.asset)?.contentType ?? '');
    return join(options.folder, ...safeParts(`${filled}.${extension}`));
  });
}

/** `same` when these very frames lie there already, judged by the first and the last of them and all names. */
async function stateOf(
  paths: readonly string[],
  { frames }: FramesValue,
  format: SaveFramesOptions['format'],
  assets: AssetStore,
): Promise<'free' | 'same' | 'taken'> {
  const present = await Promise.all(paths.map((path) => lstat(path).catch(() => null)));
  if (present.every((found) => found === null)) return 'free';
  const isOther = present.some(
    (found, place) => !found?.isFile() || found.size !== sizeOf(frames[place]!, assets),
  );
  if (format !== 'source' || isOther) return 'taken';
  for (const place of [0, paths.length - 1]) {
    if ((await hashFile(paths[place]!)).hash !== frames[place]!.asset) return 'taken';
  }
  return 'same';
}

const sizeOf = ({ asset }: ImageValue, assets: AssetStore) => assets.get(asset)?.sizeBytes;

async function write(
  paths: readonly string[],
  partials: readonly string[],
  { frames }: FramesValue,
  name: string,
  { format, signal, progress }: SaveFramesOptions,
  { assets, media, ...place }: FrameOutputOptions,
): Promise<SavedFrames | Failure> {
  const placed: string[] = [];
  try {
    for (const folder of new Set(paths.map((path) => dirname(path)))) await makeOutputFolder(place, folder);
    let done = 0;
    let failed: Failure | null = null;
    const stop = new AbortController();
    await inParallel([...frames.keys()], FRAMES_AT_ONCE, async (at) => {
      if (failed) return;
      const told = AbortSignal.any([signal, stop.signal]);
      const problem = await writeFrame(frames[at]!, partials[at]!, format, told, { assets, media });
      if (problem && !failed) stop.abort();
      failed ??= problem;
      progress(++done / frames.length);
    });
    if (failed) return failed;
    for (const [at, path] of paths.entries()) {
      await link(partials[at]!, path);
      placed.push(path);
    }
    return await savedFrames(paths);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) return refusalOfPlace(error, name);
    await Promise.all(placed.map((path) => rm(path, { force: true })));
    const reason = code === 'ENOSPC' ? 'the disk is full' : code;
    return failure(
      'output',
      `The frames could not be written to ${dirname(paths[0]!)}: ${reason}.`,
      'Choose another output folder, or make room there.',
    );
  } finally {
    await Promise.all(partials.map((path) => rm(path, { force: true })));
  }
}

/** Writes one frame as it is, or an EXR as a PNG where these are asked for; returns what keeps it from that. */
async function writeFrame(
  { asset }: ImageValue,
  partial: string,
  format: SaveFramesOptions['format'],
  signal: AbortSignal,
  { assets, media }: Pick<FrameOutputOptions, 'assets' | 'media'>,
): Promise<Failure | null> {
  if (signal.aborted) return failure('cancelled', 'Saving the frames was cancelled.', '');
  const isExr = assets.get(asset)?.contentType === 'image/x-exr';
  if (format === 'source' || !isExr) {
    await copyFile(assets.pathOf(asset), partial);
    return null;
  }
  const made = await media.viewExr({ path: assets.pathOf(asset), ...PNG_VIEW }, { signal });
  if (!made.ok) return failure('media', made.problem.message, made.problem.fix);
  await writeFile(partial, Buffer.from(made.value.picture, 'base64'));
  return null;
}

/** Whether every file of a sequence is still there under the output folder, with the sizes it was saved with. */
export async function areFramesIntact(
  { path, frameCount, sizeBytes }: SavedFrames,
  folder: string,
): Promise<boolean> {
  const found = /^(.*?)(\d+)(\.[^.]+)$/.exec(path);
  if (!found || !path.startsWith(join(folder, sep))) return false;
  const [, stem, first, extension] = found;
  const paths = Array.from({ length: frameCount }, (_, place) => {
    const number = String(Number(first) + place).padStart(first!.length, '0');
    return `${stem}${number}${extension}`;
  });
  const sizes = await Promise.all(paths.map((one) => stat(one).catch(() => null)));
  return sizes.reduce((sum, one) => sum + (one?.isFile() ? one.size : Number.NaN), 0) === sizeBytes;
}

async function savedFrames(paths: readonly string[]): Promise<SavedFrames> {
  const sizes = await Promise.all(paths.map((path) => stat(path)));
  const sizeBytes = sizes.reduce((sum, { size }) => sum + size, 0);
  return { path: paths[0]!, frameCount: paths.length, sizeBytes };
}

/** The first frame whose file is gone or damaged. */
async function firstGone(frames: readonly ImageValue[], assets: AssetStore): Promise<ImageValue | null> {
  for (const frame of frames) if (!(await assets.isWhole(frame.asset))) return frame;
  return null;
}
