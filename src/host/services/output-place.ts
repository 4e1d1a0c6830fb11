import { mkdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { type Failure, failure } from '../../engine/problem.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { isInside } from '../facts/readable-files.ts';

/** Where files are written for the user. */
export interface OutputPlace {
  readonly folder: string;
  /** What the user really chose: nothing is written outside of it, wherever links lead. */
  readonly root: string;
}

/** Thrown where a folder on the way leads out of the place. */
class LedOutError extends Error {}

/** A name may have folders of its own, but never says where on the disk it begins. */
export function refuseOutputName(name: string): Failure | null {
  return isAbsolute(name) ? leadsOut(name, '') : null;
}

/** Why a name can't be written, where it is the place's fault; other errors are thrown again. */
export function refusalOfPlace(error: unknown, name: string): Failure {
  if (error instanceof LedOutError) return leadsOut(name, ' through a link');
  throw error;
}

function leadsOut(name: string, how: string): Failure {
  return failure(
    'output',
    `“${name}” leads outside the output folder${how}.`,
    'Use a name below it, or choose another output folder: --out on the command line, the settings in the editor.',
    { param: 'name' },
  );
}

/** Makes a folder of the place, step by step, so that no link on the way leads out of it. */
export async function makeOutputFolder({ root }: OutputPlace, folder: string): Promise<void> {
  await makeFolder(root);
  const base = await realpath(root);
  let path = root;
  for (const part of relative(root, folder).split(sep).filter(Boolean)) {
    path = join(path, part);
    try {
      await mkdir(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!isInside(await realpath(path), base)) throw new LedOutError();
    }
  }
}
