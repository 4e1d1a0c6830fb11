import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';
import { WRITER, writerOf } from '../../files/partial-path.ts';

/** A note of one writer: file names that were to be removed again. */
export interface MakingNote {
  readonly path: string;
  readonly writer: string;
  /** What the note names; only names that `partialPath` gave to this writer. */
  readonly partials: readonly string[];
}

const NOTE = /^([0-9a-f]{12})-[0-9a-f-]{36}\.json$/;

const folderOf = (home: string) => join(home, 'in-the-making');

/**
 * Keeps a note in the home of files that are being made elsewhere, so that whoever uses the home next removes them if
 * this process ends in the middle: folders of the user are not searched for them.
 */
export async function whileInTheMaking<T>(
  home: string,
  partials: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const note = join(folderOf(home), `${WRITER}-${randomUUID()}.json`);
  try {
    await makeFolder(folderOf(home), 0o700);
    await writeFile(note, JSON.stringify(partials), { mode: 0o600 });
  } catch {
    // Where the home is full or read-only, files are still made elsewhere.
  }
  try {
    return await work();
  } finally {
    await rm(note, { force: true }).catch(() => {});
  }
}

/** The notes that are kept in a home, those of living writers too. */
export async function makingNotes(home: string): Promise<MakingNote[]> {
  const notes: MakingNote[] = [];
  for (const name of await readdir(folderOf(home)).catch(() => [])) {
    const writer = NOTE.exec(name)?.[1];
    if (writer === undefined) continue;
    const path = join(folderOf(home), name);
    const named = namesIn(await readFile(path, 'utf8').catch(() => ''));
    notes.push({ path, writer, partials: named.filter((one) => writerOf(basename(one)) === writer) });
  }
  return notes;
}

/** A note that was cut off was not yet acted upon: nothing was made. */
function namesIn(text: string): string[] {
  try {
    const stored: unknown = JSON.parse(text);
    return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
