import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

export interface HashedFile {
  /** SHA-256, lower-case hex. */
  readonly hash: string;
  readonly sizeBytes: number;
}

/** Hashes a file without holding it in memory. */
export async function hashFile(path: string): Promise<HashedFile> {
  const digest = createHash('sha256');
  let sizeBytes = 0;
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      digest.update(chunk);
      sizeBytes += chunk.length;
    }
  });
  return { hash: digest.digest('hex'), sizeBytes };
}
