import { realpath, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import type { Problem } from '../../engine/problem.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { partialPath } from '../../files/partial-path.ts';
import type { Clock } from '../clock.ts';
import { whileInTheMaking } from '../unfinished/in-the-making.ts';
import { within } from '../within.ts';

/** A network drive that is gone keeps whoever asks for it waiting for minutes. */
const DISK_PATIENCE_MS = 20_000;

export type ChosenFolder =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly problem: Problem };

/** Makes sure that takes can be written to a folder the user chose; Blockout's own data stay out of reach. */
export async function chooseOutputFolder(path: string, home: string, clock: Clock): Promise<ChosenFolder> {
  if (!isAbsolute(path)) {
    return refused(`“${path}” does not start at the root of a disk.`, 'Give the whole path of the folder.');
  }
  try {
    const tried = await within(clock, DISK_PATIENCE_MS, tryFolder(path, home));
    return (
      tried ??
      refused(
        `“${path}” does not answer.`,
        'Check the network drive it lies on, or choose a folder on another disk.',
      )
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refused(`“${path}” can’t be used (${code}).`, 'Choose a folder in which you may write.');
  }
}

async function tryFolder(path: string, home: string): Promise<ChosenFolder> {
  await makeFolder(path);
  const [real, own] = await Promise.all([realpath(path), realpath(home)]);
  const output = join(own, 'output');
  const isOwn = (real + sep).startsWith(own + sep) && !(real + sep).startsWith(output + sep);
  if (isOwn)
    return refused('Blockout keeps its own files in this folder.', 'Choose a folder of your project.');
  const trial = partialPath(join(path, 'trial'));
  await whileInTheMaking(home, [trial], async () => {
    await writeFile(trial, '', { flag: 'wx' });
    await rm(trial, { force: true });
  });
  return { ok: true, path };
}

function refused(message: string, fix: string): ChosenFolder {
  return { ok: false, problem: { severity: 'error', code: 'output', message, fix } };
}
