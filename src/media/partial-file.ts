import { rename, rm, writeFile } from 'node:fs/promises';
import { MediaProblemError, writeFailed } from './media-problem.ts';

const WRITE_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'EISDIR', 'EFBIG']);

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
