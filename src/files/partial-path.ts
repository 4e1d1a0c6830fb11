import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

/** Tells files in the making of this process from those of every other, on any machine, ever. */
export const WRITER = randomUUID().replaceAll('-', '').slice(0, 12);

/** Of the final name, so that the name in the making fits into the 255 bytes that file systems allow. */
const SHOWN_LENGTH = 30;
/** SQLite puts files of its own beside a database in the making. */
const PARTIAL =
  /^\..+\.([0-9a-f]{12})\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part(?:-wal|-shm|-journal)?$/u;

/** A name in the same folder for a file that is still being written; renaming it is atomic. */
export function partialPath(outPath: string): string {
  const shown = [...basename(outPath)].slice(0, SHOWN_LENGTH).join('');
  return join(dirname(outPath), `.${shown}.${WRITER}.${randomUUID()}.part`);
}

/** The writer of a file in the making, by its name alone; null for every other name. */
export function writerOf(name: string): string | null {
  return PARTIAL.exec(name)?.[1] ?? null;
}
