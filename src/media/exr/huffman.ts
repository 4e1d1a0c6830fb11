import { DamagedExrError } from './damaged-exr.ts';

/** Number of symbols: 16-bit values, and one above the last of a block that stands for a run. */
const SYMBOLS = 0x10001;
/** Code lengths are stored in 6 bits; these values of them stand for runs of unused symbols. */
const SHORT_RUN = 59;
const LONG_RUN = 63;
const SHORTEST_LONG_RUN = 2 + LONG_RUN - SHORT_RUN;
/** Longest code that is told apart; a block would need more samples than it may have for a longer one. */
const MAX_LENGTH = 48;
/** Codes up to this length are found in a table at once. */
const TABLE_BITS = 12;
const HEAD_BYTES = 20;

/** Decodes the canonical Huffman codes of PIZ until `words` is full. Throws `DamagedExrError` where they end before. */
export function huffmanDecode(packed: Buffer, words: Uint16Array): void {
  if (words.length === 0) return;
  if (packed.length < HEAD_BYTES) throw new DamagedExrError('a block is cut off');
  const first = packed.readUInt32LE(0);
  const last = packed.readUInt32LE(4);
  if (first >= SYMBOLS || last >= SYMBOLS) throw new DamagedExrError('a block has a damaged code table');
  const { lengths, end } = readLengths(packed, first, last);
  decode(packed, end, codeOf(lengths), last, words);
}

function readLengths(packed: Buffer, first: number, last: number): { lengths: Uint8Array; end: number } {
  const lengths = new Uint8Array(SYMBOLS);
  let bit = 8 * HEAD_BYTES;
  const take = (count: number) => {
    let value = 0;
    for (let i = 0; i < count; i++, bit++)
      value = (value << 1) | ((packed[bit >> 3]! >> (7 - (bit & 7))) & 1);
    return value;
  };
  for (let symbol = first; symbol <= last; ) {
    if (bit >> 3 >= packed.length) throw new DamagedExrError('a block is cut off');
    const length = take(6);
    if (length === LONG_RUN) symbol += take(8) + SHORTEST_LONG_RUN;
    else if (length >= SHORT_RUN) symbol += length - SHORT_RUN + 2;
    else lengths[symbol++] = length;
  }
  return { lengths, end: (bit + 7) >> 3 };
}

interface Code {
  /** By the next bits: symbol and code length in one number, 0 where the code is longer. */
  readonly table: Int32Array;
  /** By code length: its lowest code. What is above the lowest of a length has no longer code. */
  readonly lowest: Float64Array;
  readonly counts: Float64Array;
  /** Symbols by length, then by value; where those of each length begin. */
  readonly symbols: Int32Array;
  readonly starts: Int32Array;
}

/** Gives out codes as the format does: the longest have the lowest numbers, within a length in the order of symbols. */
function codeOf(lengths: Uint8Array): Code {
  const counts = new Float64Array(MAX_LENGTH + 2);
  for (const length of lengths) {
    if (length > MAX_LENGTH) throw new DamagedExrError('a block has a damaged code table');
    if (length > 0) counts[length]!++;
  }
  const lowest = new Float64Array(MAX_LENGTH + 2);
  const starts = new Int32Array(MAX_LENGTH + 2);
  for (let length = MAX_LENGTH; length >= 1; length--) {
    lowest[length] = Math.floor((lowest[length + 1]! + counts[length + 1]!) / 2);
  }
  for (let length = 1; length <= MAX_LENGTH; length++) starts[length + 1] = starts[length]! + counts[length]!;
  const symbols = new Int32Array(starts[MAX_LENGTH + 1]!);
  const next = starts.slice();
  const table = new Int32Array(1 << TABLE_BITS);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    const place = next[length]!++;
    symbols[place] = symbol;
    if (length > TABLE_BITS) continue;
    const code = lowest[length]! + place - starts[length]!;
    const spread = 1 << (TABLE_BITS - length);
    table.fill((symbol << 6) | length, code * spread, (code + 1) * spread);
  }
  return { table, lowest, counts, symbols, starts };
}

function decode(packed: Buffer, start: number, code: Code, runSymbol: number, words: Uint16Array): void {
  const { table } = code;
  const end = packed.length;
  let at = start;
  let bits = 0;
  let bitCount = 0;
  let to = 0;
  while (to < words.length) {
    while (bitCount <= 24) {
      // Beyond the end come zeros; too many of them mean that the block is cut off.
      bits = (bits << 8) | (at < end ? packed[at]! : 0);
      at++;
      bitCount += 8;
    }
    if (at - 8 > end) throw new DamagedExrError('a block is cut off');
    const entry = table[(bits >>> (bitCount - TABLE_BITS)) & ((1 << TABLE_BITS) - 1)]!;
    let symbol = entry >> 6;
    if (entry !== 0) bitCount -= entry & 63;
    else {
      const found = longCode(packed, 8 * at - bitCount, code);
      symbol = found.symbol;
      at = found.endBit >> 3;
      bitCount = 0;
      bits = 0;
      if (found.endBit & 7) {
        bits = at < end ? packed[at]! : 0;
        at++;
        bitCount = 8 - (found.endBit & 7);
      }
    }
    if (symbol !== runSymbol) {
      words[to++] = symbol;
      continue;
    }
    while (bitCount < 8) {
      bits = (bits << 8) | (at < end ? packed[at]! : 0);
      at++;
      bitCount += 8;
    }
    bitCount -= 8;
    const count = (bits >>> bitCount) & 0xff;
    if (to === 0) throw new DamagedExrError('a block begins with a run');
    words.fill(words[to - 1]!, to, to + count);
    to += count;
  }
}

/** A code that is longer than the table tells, read bit by bit. */
function longCode(packed: Buffer, startBit: number, code: Code): { symbol: number; endBit: number } {
  let value = 0;
  for (let length = 1; length <= MAX_LENGTH; length++) {
    const bit = startBit + length - 1;
    if (bit >> 3 >= packed.length) break;
    value = 2 * value + ((packed[bit >> 3]! >> (7 - (bit & 7))) & 1);
    const place = value - code.lowest[length]!;
    if (length > TABLE_BITS && place >= 0 && place < code.counts[length]!) {
      return { symbol: code.symbols[code.starts[length]! + place]!, endBit: bit + 1 };
    }
  }
  throw new DamagedExrError('a block has a code that stands for nothing');
}
