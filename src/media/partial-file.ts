import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MediaProblemError, writeFailed } from './media-problem.ts';

const WRITE_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'EISDIR', 'EFBIG']);

/** A name in the same folder for a file that is still being written; renaming it is atomic. */
export function partialPath(outPath: string): string {
  return join(dirname(outPath), `.${basename(outPath)}.${randomUUID().slice(0, 8)}.part`);
}

/**
 * Runs `write` on a partial file and gives it its name only when all went well. Throws `MediaProblemError` when
 * the folder cannot be written, before any work is done.
 */
export async function writeAtomically<Value>(
  outPath: string,
  partPath: string,
  write: (partPath: string) => Promise<Value>,
): Promise<Value> {
  try {
    await writeFile(partPath, '');
  } catch (error) {
    throw new MediaProblemError(writeFailed(outPath, error));
  }
  try {
    const value = await write(partPath);
    await rename(partPath, outPath);
    return value;
  } catch (error) {
    await rm(partPath, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw code && WRITE_ERRORS.has(code) ? new MediaProblemError(writeFailed(outPath, error)) : error;
  }
}
