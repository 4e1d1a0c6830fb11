import type { Dirent } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writerOf } from '../../files/partial-path.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { within } from '../within.ts';
import { makingNotes } from './in-the-making.ts';
import { livingWriters } from './living-writers.ts';

/** Finished files only, and many of them. */
const NOT_SEARCHED = ['assets', 'output', 'instances', 'simulator'];
/** Everything in here is in the making. */
const SCRATCH = 'scratch';
/** A network drive that is gone keeps whoever asks for it waiting for minutes. */
const DISK_PATIENCE_MS = 20_000;

/**
 * Removes what writers that are gone left half-made, in the home and where they noted it elsewhere. Files of other
 * living hosts on the same home stay, and so does every file whose name was not given by `partialPath`. Never rejects.
 */
export async function sweepUnfinished(
  home: string,
  clock: Clock,
  log: Pick<Log, 'info' | 'warning'>,
): Promise<void> {
  try {
    const [found, notes] = [await findInHome(home), await makingNotes(home)];
    // After the search: who has begun since is not among what was found.
    const living = livingWriters(home);
    if (!living) return;
    const left = found.filter(({ writer }) => writer === null || !living.has(writer)).map(({ path }) => path);
    for (const path of left) await rm(path, { force: true, recursive: true });
    for (const { path, writer, partials } of notes) {
      if (living.has(writer)) continue;
      const removal = Promise.all(partials.map((partial) => rm(partial, { force: true })));
      if (await within(clock, DISK_PATIENCE_MS, removal)) await rm(path, { force: true });
      left.push(...partials);
    }
    if (left.length > 0)
      log.info('storage', `${left.length} unfinished files of hosts that ended were removed`);
  } catch (error) {
    log.warning('storage', `Unfinished files could not be removed: ${(error as Error).message}`);
  }
}

interface Unfinished {
  readonly path: string;
  /** Null where nobody can be named, in a folder that holds nothing else. */
  readonly writer: string | null;
}

async function findInHome(home: string): Promise<Unfinished[]> {
  const found: Unfinished[] = [];
  async function search(folder: string, isScratch: boolean, skipped: readonly string[] = []): Promise<void> {
    const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const writer = writerOf(entry.name);
      if (isScratch || (writer !== null && !entry.isDirectory())) found.push({ path, writer });
      else if (entry.isDirectory() && !skipped.includes(entry.name)) await search(path, false);
    }
  }
  await search(home, false, [...NOT_SEARCHED, SCRATCH]);
  await search(join(home, SCRATCH), true);
  return found;
}
