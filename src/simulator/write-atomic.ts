import { rename, writeFile } from 'node:fs/promises';

/** Writes a whole file or nothing: a killed process leaves either the old content or the new. */
export async function writeAtomic(path: string, data: string | Uint8Array): Promise<void> {
  const partial = `${path}.${crypto.randomUUID()}.partial`;
  await writeFile(partial, data);
  await rename(partial, path);
}
