import type { ExrChannel } from './attributes.ts';
import { sampleCount, storedRows } from './block.ts';
import { blockCount, type Chunk, chunksOf } from './chunks.ts';
import { HALF_VALUES } from './half.ts';
import type { ExrFile } from './header.ts';
import { inflateChunk, unpackChunk } from './unpack.ts';

/** The samples of one channel, rows from the top: halfs by their bits, or numbers. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint16Array | Float32Array | Uint32Array;
}

const STORES = { half: Uint16Array, float: Float32Array, uint: Uint32Array } as const;
/** Blocks that are unpacked at once: as many as there are threads for inflating. */
const BLOCKS_AT_ONCE = 4;

/** A plane of zeros for samples of a type. */
export function emptyPlane(type: ExrChannel['type'], width: number, height: number): Plane {
  return { width, height, samples: new STORES[type](width * height) };
}

/** The samples as numbers. */
export function numbersOf({ samples }: Plane): Float32Array {
  if (samples instanceof Float32Array) return samples;
  const numbers = new Float32Array(samples.length);
  if (samples instanceof Uint32Array) numbers.set(samples);
  else for (let i = 0; i < samples.length; i++) numbers[i] = HALF_VALUES[samples[i]!]!;
  return numbers;
}

/**
 * The samples of some channels of a part over its data window, bit by bit as they are stored. Throws
 * `DamagedExrError`, or what the inflater throws.
 */
export async function readPlanes(
  bytes: Buffer,
  file: ExrFile,
  partIndex: number,
  channels: readonly number[],
  progress?: (fraction: number) => void,
): Promise<Plane[]> {
  const { dataWindow, channels: all, compression } = file.parts[partIndex]!;
  const planes = new Map(
    channels.map((place) => {
      const { type, xSampling, ySampling } = all[place]!;
      const width = sampleCount(dataWindow.left, dataWindow.width, xSampling);
      return [place, emptyPlane(type, width, sampleCount(dataWindow.top, dataWindow.height, ySampling))];
    }),
  );
  const chunks = chunksOf(bytes, file, partIndex);
  const count = blockCount(file.parts[partIndex]!);
  let done = 0;
  const unpackMany = async () => {
    let scratch = new Uint8Array();
    for (const chunk of chunks) {
      const { byteLength } = chunk.shape;
      const inflated = await inflateChunk(chunk, compression);
      if (scratch.length < byteLength) scratch = new Uint8Array(byteLength);
      const unpacked = scratch.subarray(0, byteLength).fill(0);
      unpackChunk(inflated, unpacked, chunk, compression);
      place(unpacked, chunk, planes);
      progress?.(++done / count);
    }
  };
  await Promise.all(Array.from({ length: BLOCKS_AT_ONCE }, unpackMany));
  return channels.map((channel) => planes.get(channel)!);
}

function place(unpacked: Uint8Array, { shape }: Chunk, planes: ReadonlyMap<number, Plane>): void {
  for (const { channel, row, at, bytes } of storedRows(shape)) {
    const plane = planes.get(channel);
    if (!plane) continue;
    const { buffer, BYTES_PER_ELEMENT } = plane.samples;
    const { firstColumn, firstRow } = shape.channels[channel]!;
    const to = (firstRow + row) * plane.width + firstColumn;
    new Uint8Array(buffer, to * BYTES_PER_ELEMENT, bytes).set(unpacked.subarray(at, at + bytes));
  }
}
