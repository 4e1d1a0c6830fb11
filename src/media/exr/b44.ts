import { type BlockShape, storedRows } from './block.ts';
import { HALF_VALUES, halfOf } from './half.ts';

const SIDE = 4;
const FULL_BYTES = 14;
const FLAT_BYTES = 3;
/** Blocks with a shift from here on are all of one value. */
const FLAT_SHIFT = 13;

/**
 * Undoes B44 and B44A: halfs in blocks of 4×4, each 14 bytes, or 3 where all are equal; channels of other types are stored
 * as they are. Channels lie one behind the other.
 */
export function undoB44(packed: Uint8Array, out: Uint8Array, shape: BlockShape): void {
  const planes: Uint8Array[] = [];
  let at = 0;
  for (const { channel, columns, rows, bytesPerSample } of shape.channels) {
    const bytes = columns * rows * bytesPerSample;
    if (channel.type !== 'half') {
      const plane = new Uint8Array(bytes);
      plane.set(packed.subarray(at, at + bytes));
      planes.push(plane);
      at += bytes;
      continue;
    }
    const plane = new Uint16Array(columns * rows);
    at = readBlocks(packed, at, plane, columns, rows);
    if (channel.isLogarithmic) for (let i = 0; i < plane.length; i++) plane[i] = linearOf(plane[i]!);
    planes.push(new Uint8Array(plane.buffer));
  }
  for (const { channel, row, at: to, bytes } of storedRows(shape)) {
    out.set(planes[channel]!.subarray(row * bytes, (row + 1) * bytes), to);
  }
}

function readBlocks(
  packed: Uint8Array,
  start: number,
  plane: Uint16Array,
  columns: number,
  rows: number,
): number {
  const block = new Uint16Array(SIDE * SIDE);
  let at = start;
  for (let y = 0; y < rows; y += SIDE) {
    for (let x = 0; x < columns; x += SIDE) {
      const isFlat = packed[at + 2]! >= FLAT_SHIFT << 2;
      if (isFlat) block.fill(magnitudeOf((packed[at]! << 8) | packed[at + 1]!));
      else readBlock(packed, at, block);
      at += isFlat ? FLAT_BYTES : FULL_BYTES;
      const width = Math.min(SIDE, columns - x);
      for (let row = 0; row < Math.min(SIDE, rows - y); row++) {
        plane.set(block.subarray(row * SIDE, row * SIDE + width), (y + row) * columns + x);
      }
    }
  }
  return at;
}

/**
 * One value in 16 bits, a shift in 6, and 15 steps of 6 bits each: down the first column, then from each column to the
 * next, top to bottom.
 */
function readBlock(packed: Uint8Array, at: number, block: Uint16Array): void {
  const shift = packed[at + 2]! >> 2;
  const bias = 0x20 << shift;
  block[0] = (packed[at]! << 8) | packed[at + 1]!;
  let bit = 22;
  for (let column = 0; column < SIDE; column++) {
    for (let row = column === 0 ? 1 : 0; row < SIDE; row++) {
      const byte = at + (bit >> 3);
      const two = (packed[byte]! << 8) | packed[byte + 1]!;
      const step = (two >> (10 - (bit & 7))) & 0x3f;
      const from = column === 0 ? (row - 1) * SIDE : row * SIDE + column - 1;
      block[row * SIDE + column] = block[from]! + (step << shift) - bias;
      bit += 6;
    }
  }
  for (let i = 0; i < block.length; i++) block[i] = magnitudeOf(block[i]!);
}

/** Values are stored so that their order is that of the numbers they stand for. */
const magnitudeOf = (ordered: number) => (ordered & 0x8000 ? ordered & 0x7fff : ~ordered & 0xffff);

/** Logarithmic channels are packed as exp(x / 8); `OpenEXR` takes what is no finite positive number for 0. */
function linearOf(half: number): number {
  const value = HALF_VALUES[half]!;
  return Number.isFinite(value) && value >= 0 ? halfOf(8 * Math.log(value)) : 0;
}
