import { type FileHandle, open } from 'node:fs/promises';
import { chunkHeadWords, tableOf } from './chunks.ts';
import type { ExrFile } from './header.ts';

/**
 * Whether all blocks that a file declares are in it, without reading their pixels: the end of a sentence about what is
 * missing, or null.
 */
export async function findMissingBlocks(path: string, file: ExrFile): Promise<string | null> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    for (const partIndex of file.parts.keys()) {
      if (file.parts[partIndex]!.kind === 'deep') continue;
      const missing = await missingOfPart(handle, size, file, partIndex);
      if (missing !== null) return missing;
    }
    return null;
  } finally {
    await handle.close();
  }
}

async function missingOfPart(
  handle: FileHandle,
  sizeBytes: number,
  file: ExrFile,
  partIndex: number,
): Promise<string | null> {
  const { at, entries } = tableOf(file, partIndex);
  if (at + 8 * entries > sizeBytes) return 'its table of blocks is missing';
  const { buffer: table } = await handle.read(Buffer.alloc(8 * entries), 0, 8 * entries, at);
  const positions = Array.from({ length: entries }, (_, entry) => Number(table.readBigUInt64LE(8 * entry)));
  const headBytes = 4 * chunkHeadWords(file, file.parts[partIndex]!);
  const present = positions.filter((position) => position > 0 && position + headBytes <= sizeBytes);
  if (present.length < entries) return `only ${present.length} of its ${entries} blocks are there`;
  // The block that lies last in the file tells whether it was cut.
  const last = present.reduce((a, b) => Math.max(a, b), 0);
  const { buffer: head } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, last);
  const end = last + headBytes + head.readInt32LE(headBytes - 4);
  return end <= sizeBytes ? null : 'its last block ends early';
}
