import type { PixelWindow } from './attributes.ts';
import { type BlockShape, blockShape } from './block.ts';
import { DamagedExrError } from './damaged-exr.ts';
import type { ExrFile, ExrPart } from './header.ts';

/** One block of a part: its pixels and the bytes that hold them. */
export interface Chunk {
  readonly shape: BlockShape;
  readonly packed: Buffer;
}

/** Pixel rows in a block, by compression; one where nothing is said. */
const ROWS_IN_BLOCK: Readonly<Record<string, number>> = {
  ...{ ZIP: 16, PIZ: 32, PXR24: 16, B44: 32, B44A: 32 },
  ...{ DWAA: 32, DWAB: 256, HTJ2K256: 256, HTJ2K32: 32 },
};

/** How many blocks a part has; of tiles, those of full resolution, which come first. */
export function blockCount(part: ExrPart): number {
  const { columns, rows } = blockGrid(part);
  return columns * rows;
}

function blockGrid({ tile, dataWindow, compression }: ExrPart) {
  const width = tile?.width ?? dataWindow.width;
  const height = tile?.height ?? ROWS_IN_BLOCK[compression] ?? 1;
  return {
    ...{ width, height },
    columns: Math.ceil(dataWindow.width / width),
    rows: Math.ceil(dataWindow.height / height),
  };
}

/** Where the table with the block positions of a part lies: one behind the other in the order of the parts. */
export function tableOf(file: ExrFile, partIndex: number): { at: number; entries: number } {
  const lengthOf = (part: ExrPart) => part.chunkCount ?? blockCount(part);
  const before = file.parts.slice(0, partIndex).reduce((sum, part) => sum + lengthOf(part), 0);
  return { at: file.tablesAt + 8 * before, entries: blockCount(file.parts[partIndex]!) };
}

/** The blocks of a part from the bytes of its whole file. Throws `DamagedExrError` at the first that is not there. */
export function* chunksOf(bytes: Buffer, file: ExrFile, partIndex: number): Generator<Chunk> {
  const part = file.parts[partIndex]!;
  const { at, entries } = tableOf(file, partIndex);
  for (let entry = 0; entry < entries; entry++) {
    const position = at + 8 * entry + 8 <= bytes.length ? Number(bytes.readBigUInt64LE(at + 8 * entry)) : 0;
    const chunk = position > 0 ? chunkAt(bytes, position, file, part) : null;
    if (!chunk) throw new DamagedExrError(`only ${entry} of its ${entries} blocks are there`);
    yield chunk;
  }
}

/** Four-byte numbers before the packed bytes: the part of several, then the place of the block, then its length. */
export function chunkHeadWords(file: ExrFile, part: ExrPart): number {
  return (file.isMultiPart ? 1 : 0) + (part.tile ? 4 : 1) + 1;
}

function chunkAt(bytes: Buffer, position: number, file: ExrFile, part: ExrPart): Chunk | null {
  const words = chunkHeadWords(file, part);
  const packedAt = position + 4 * words;
  if (packedAt > bytes.length) return null;
  const head = Array.from({ length: words }, (_, word) => bytes.readInt32LE(position + 4 * word));
  const place = head.slice(file.isMultiPart ? 1 : 0, -1);
  const length = head.at(-1)!;
  if (length < 0 || packedAt + length > bytes.length) return null;
  const window = windowOf(part, place);
  const shape = blockShape(part.channels, window, part.dataWindow);
  return { shape, packed: bytes.subarray(packedAt, packedAt + length) };
}

/** The pixels of a block by its place: the top row, or column and row of a tile and its two levels of size. */
function windowOf(part: ExrPart, place: readonly number[]): PixelWindow {
  const { dataWindow } = part;
  const { width, height, columns, rows } = blockGrid(part);
  const [column, row] = part.tile
    ? [place[0]!, place[1]!]
    : [0, Math.floor((place[0]! - dataWindow.top) / height)];
  const isFullSize = !part.tile || (place[2] === 0 && place[3] === 0);
  if (!isFullSize || column < 0 || row < 0 || column >= columns || row >= rows) {
    throw new DamagedExrError('a block lies outside its picture');
  }
  const [x, y] = [column * width, row * height];
  return {
    left: dataWindow.left + x,
    top: dataWindow.top + y,
    width: Math.min(width, dataWindow.width - x),
    height: Math.min(height, dataWindow.height - y),
  };
}
