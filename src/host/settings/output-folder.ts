import { mkdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import type { Problem } from '../../engine/problem.ts';

export type ChosenFolder =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly problem: Problem };

/** Makes sure that takes can be written to a folder the user chose; Blockout's own data stay out of reach. */
export async function chooseOutputFolder(path: string, home: string): Promise<ChosenFolder> {
  if (!isAbsolute(path)) {
    return refused(`“${path}” does not start at the root of a disk.`, 'Give the whole path of the folder.');
  }
  try {
    await mkdir(path, { recursive: true });
    const [real, own] = await Promise.all([realpath(path), realpath(home)]);
    const output = join(own, 'output');
    const isOwn = (real + sep).startsWith(own + sep) && !(real + sep).startsWith(output + sep);
    return isOwn
      ? refused('Blockout keeps its own files in this folder.', 'Choose a folder of your project.')
      : { ok: true, path };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refused(`“${path}” can’t be used (${code}).`, 'Choose a folder in which you may write.');
  }
}

function refused(message: string, fix: string): ChosenFolder {
  return { ok: false, problem: { severity: 'error', code: 'output', message, fix } };
}
