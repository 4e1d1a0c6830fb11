import { type BlockShape, storedRows } from './block.ts';
import { DamagedExrError } from './damaged-exr.ts';
import { huffmanDecode } from './huffman.ts';
import { undoWavelet } from './wavelet.ts';

const BITMAP_BYTES = 8192;

/**
 * Undoes PIZ: Huffman codes of a Haar wavelet of 16-bit numbers, which are places in the list of the values that occur.
 * Channels lie one behind the other; 32-bit samples count as two columns.
 */
export function undoPiz(packed: Buffer, out: Uint8Array, shape: BlockShape): void {
  if (packed.length < 8) throw new DamagedExrError('a block is cut off');
  const first = packed.readUInt16LE(0);
  const last = packed.readUInt16LE(2);
  if (first >= BITMAP_BYTES || last >= BITMAP_BYTES)
    throw new DamagedExrError('a block has no list of values');
  let at = 4;
  const bitmap = new Uint8Array(BITMAP_BYTES);
  if (first <= last) {
    bitmap.set(packed.subarray(at, at + last - first + 1), first);
    at += last - first + 1;
  }
  const { values, count } = valuesIn(bitmap);
  if (at + 4 > packed.length) throw new DamagedExrError('a block is cut off');
  const length = packed.readInt32LE(at);
  at += 4;
  const words = new Uint16Array(shape.byteLength / 2);
  huffmanDecode(packed.subarray(at, at + Math.max(0, length)), words);
  const planes = planesOf(words, shape);
  for (const [place, { columns, rows, bytesPerSample }] of shape.channels.entries()) {
    const wordsPerSample = bytesPerSample / 2;
    for (let word = 0; word < wordsPerSample; word++) {
      undoWavelet(planes[place]!.subarray(word), columns, rows, wordsPerSample, count - 1);
    }
  }
  for (let i = 0; i < words.length; i++) words[i] = values[words[i]!]!;
  for (const { channel, row, at: to, bytes } of storedRows(shape)) {
    const plane = planes[channel]!;
    out.set(new Uint8Array(plane.buffer, plane.byteOffset + row * bytes, bytes), to);
  }
}

/** The values whose bit is set, and 0, which is always there. */
function valuesIn(bitmap: Uint8Array): { values: Uint16Array; count: number } {
  const values = new Uint16Array(0x10000);
  let count = 0;
  for (let value = 0; value < 0x10000; value++) {
    if (value === 0 || bitmap[value >> 3]! & (1 << (value & 7))) values[count++] = value;
  }
  return { values, count };
}

function planesOf(words: Uint16Array, { channels }: BlockShape): Uint16Array[] {
  let at = 0;
  return channels.map(({ columns, rows, bytesPerSample }) => {
    const length = (columns * rows * bytesPerSample) / 2;
    at += length;
    return words.subarray(at - length, at);
  });
}
