import { promisify } from 'node:util';
import { inflate, inflateSync } from 'node:zlib';
import { undoB44 } from './b44.ts';
import type { BlockShape } from './block.ts';
import type { Chunk } from './chunks.ts';
import { DamagedExrError } from './damaged-exr.ts';
import { undoPiz } from './piz.ts';
import { undoPxr24 } from './pxr24.ts';
import { expandRuns } from './rle.ts';
import { unfilter } from './zip.ts';

/** How the blocks of a compression are unpacked; what is deflated is inflated first, off the main thread where it pays. */
interface Unpacker {
  readonly isDeflated: boolean;
  unpack(packed: Buffer, out: Uint8Array, shape: BlockShape): void;
}

const zip: Unpacker = { isDeflated: true, unpack: unfilter };
const rle: Unpacker = {
  isDeflated: false,
  unpack(packed, out) {
    const filtered = new Uint8Array(out.length);
    expandRuns(packed, filtered);
    unfilter(filtered, out);
  },
};
const b44: Unpacker = { isDeflated: false, unpack: undoB44 };

/** By name; the lossy DWA and the newer codecs are missing. */
const UNPACKERS: Readonly<Record<string, Unpacker>> = {
  none: { isDeflated: false, unpack: (packed, out) => out.set(packed.subarray(0, out.length)) },
  RLE: rle,
  ZIPS: zip,
  ZIP: zip,
  PIZ: { isDeflated: false, unpack: undoPiz },
  PXR24: { isDeflated: true, unpack: undoPxr24 },
  B44: b44,
  B44A: b44,
};

export function canUnpack(compression: string): boolean {
  return compression in UNPACKERS;
}

/** Deflate packs at most 1,032 bytes into one (its longest match, in two bits): what claims more is no such block. */
const MOST_DEFLATED = 1032;
/** Smaller blocks, as of 1080p in colour, are inflated at once: handing them to another thread takes as long (0.3 ms at 122 kB). */
const SMALL_BYTES = 192 * 1024;
const inflated = promisify(inflate);

/** The bytes of a block as they were before deflate, where its compression uses that. */
export async function inflateChunk({ packed, shape }: Chunk, compression: string): Promise<Buffer> {
  const isStored = packed.length >= shape.byteLength;
  if (isStored || !UNPACKERS[compression]!.isDeflated) return packed;
  if (shape.byteLength > MOST_DEFLATED * (packed.length + 1)) throw new DamagedExrError('a block is cut off');
  const options = { chunkSize: Math.max(64, shape.byteLength), maxOutputLength: shape.byteLength };
  return shape.byteLength < SMALL_BYTES ? inflateSync(packed, options) : inflated(packed, options);
}

/** Writes the pixels of a block in the order of the file. A block that would not have become smaller is stored as it is. */
export function unpackChunk(
  inflatedBytes: Buffer,
  out: Uint8Array,
  { shape, packed }: Chunk,
  compression: string,
): void {
  if (packed.length >= shape.byteLength) out.set(packed.subarray(0, out.length));
  else UNPACKERS[compression]!.unpack(inflatedBytes, out, shape);
}
