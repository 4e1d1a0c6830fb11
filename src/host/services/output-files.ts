import { constants } from 'node:fs';
import { copyFile, link, lstat, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, sep } from 'node:path';
import type { OutputFiles } from '../../engine/node-context.ts';
import { failure } from '../../engine/problem.ts';
import { partialPath } from '../../files/partial-path.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { extensionOf } from '../assets/content-type.ts';
import { hashFile } from '../assets/hash-file.ts';
import type { Clock } from '../clock.ts';
import { whileInTheMaking } from '../unfinished/in-the-making.ts';
import { fillTokens, safeParts } from './file-name.ts';
import { areFramesIntact, createFrameOutput } from './output-frames.ts';
import { makeOutputFolder, type OutputPlace, refusalOfPlace, refuseOutputName } from './output-place.ts';

export interface OutputOptions extends OutputPlace {
  /** Where notes of files in the making are kept. */
  readonly home: string;
  readonly assets: AssetStore;
  /** Turns EXR frames into PNG. */
  readonly media: MediaProcess;
  readonly clock: Clock;
  readonly workflowName: string;
}

/** Names are counted up this far before it is taken for a mistake. */
const MAX_COUNT = 100_000;

/** Writes files for the user. What is there stays: another content gets the next number, the same is used again. */
export function createOutputFiles(options: OutputOptions): OutputFiles {
  const { home, assets, media, clock, folder, root, workflowName } = options;
  const tokens = () => ({ workflow: workflowName, date: dateText(clock.now()) });
  return {
    saveFrames: createFrameOutput({ home, assets, media, folder, root, tokens }),
    areIntact: (sequence) => areFramesIntact(sequence, folder),
    async save(asset, name, own) {
      const refused = refuseOutputName(name);
      if (refused) return refused;
      if (!(await assets.isWhole(asset.asset))) {
        return failure(
          'output',
          `“${asset.name}” is no longer in the asset store.`,
          'Run the workflow again.',
        );
      }
      const source = assets.pathOf(asset.asset);
      const extension =
        extensionOf(assets.get(asset.asset)?.contentType ?? '') || extname(asset.name).slice(1);
      const pathOf = (take: number) => {
        const filled = fillTokens(name, {
          ...tokens(),
          ...own,
          take: own.take ?? String(take).padStart(3, '0'),
        });
        const countsItself = name.includes('{take}') && own.take === undefined;
        return finalPath(filled, extension, folder, countsItself ? 1 : take);
      };
      try {
        return await place(source, asset.asset, pathOf, options);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === undefined) return refusalOfPlace(error, name);
        const reason = code === 'ENOSPC' ? 'the disk is full' : code;
        return failure(
          'output',
          `“${basename(pathOf(1))}” could not be written to ${dirname(pathOf(1))}: ${reason}.`,
          'Choose another output folder, or make room there.',
        );
      }
    },
    async isIntact({ path, sizeBytes }) {
      if (!path.startsWith(join(folder, sep))) return false;
      const found = await stat(path).catch(() => null);
      return found?.isFile() === true && found.size === sizeBytes;
    },
  };
}

/** The first path that is free, or holds the same content already. The file appears there as a whole. */
async function place(
  source: string,
  hash: string,
  pathOf: (count: number) => string,
  { home, folder, root }: OutputPlace & { readonly home: string },
) {
  const { size: sizeBytes } = await stat(source);
  for (let count = 1; count <= MAX_COUNT; count++) {
    const path = pathOf(count);
    const present = await lstat(path).catch(() => null);
    if (present === null) {
      await makeOutputFolder({ folder, root }, dirname(path));
      if (await writeNew(source, path, home)) return { path, sizeBytes };
      count--;
      continue;
    }
    const isSame = present.isFile() && present.size === sizeBytes && (await hashFile(path)).hash === hash;
    if (isSame) return { path, sizeBytes };
  }
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}

/** False when somebody else wrote the file in the meantime. */
async function writeNew(source: string, path: string, home: string): Promise<boolean> {
  const partial = partialPath(path);
  try {
    await whileInTheMaking(home, [partial], () => copyWhole(source, partial, path));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Rejects with EEXIST where the name is taken. */
async function copyWhole(source: string, partial: string, path: string): Promise<void> {
  try {
    await copyFile(source, partial, constants.COPYFILE_FICLONE);
    // A link fails where the name is taken, which a rename would overwrite; not every disk has links.
    await link(partial, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      return copyFile(partial, path, constants.COPYFILE_EXCL);
    });
  } finally {
    await rm(partial, { force: true });
  }
}

/** Where a filled-in name lies in the output folder; with number and extension. */
function finalPath(name: string, extension: string, folder: string, count: number): string {
  const stem = hasExtension(name, extension) ? name.slice(0, name.length - extension.length - 1) : name;
  const suffix = `${count === 1 ? '' : `_${count}`}${extension === '' ? '' : `.${extension}`}`;
  return join(folder, ...safeParts(`${stem}${suffix}`));
}

function hasExtension(name: string, extension: string): boolean {
  return extension !== '' && extname(name).toLowerCase() === `.${extension}`;
}

/** The local day, such as 2026-01-31. */
function dateText(timeMs: number): string {
  const date = new Date(timeMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
