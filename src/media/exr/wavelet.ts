/**
 * Undoes PIZ's two-dimensional Haar wavelet in place, from the coarsest level to the finest. Columns lie `step` words
 * apart; where no value is above `largest` = 2^14, the levels are computed with 14 bits, else modulo 2^16.
 */
export function undoWavelet(
  words: Uint16Array,
  columns: number,
  rows: number,
  step: number,
  largest: number,
): void {
  const undo = largest < 1 << 14 ? undo14 : undo16;
  const stride = columns * step;
  let reach = 1;
  while (reach <= Math.min(columns, rows)) reach <<= 1;
  reach >>= 1;
  for (let half = reach >> 1; half >= 1; half >>= 1, reach >>= 1) {
    const across = step * half;
    const down = stride * half;
    let y = 0;
    for (; y + reach <= rows; y += reach) {
      let at = y * stride;
      let x = 0;
      for (; x + reach <= columns; x += reach, at += step * reach) {
        undo(words, at, at + down);
        undo(words, at + across, at + down + across);
        undo(words, at, at + across);
        undo(words, at + down, at + down + across);
      }
      if (columns & half) undo(words, at, at + down);
    }
    if (rows & half) {
      let at = y * stride;
      for (let x = 0; x + reach <= columns; x += reach, at += step * reach) undo(words, at, at + across);
    }
  }
}

/** Mean and difference at the two places become the two values. */
function undo14(words: Uint16Array, low: number, high: number): void {
  const difference = (words[high]! << 16) >> 16;
  const value = ((words[low]! << 16) >> 16) + (difference & 1) + (difference >> 1);
  words[low] = value;
  words[high] = value - difference;
}

function undo16(words: Uint16Array, low: number, high: number): void {
  const difference = words[high]!;
  const second = (words[low]! - (difference >> 1)) & 0xffff;
  words[low] = second + difference - 0x8000;
  words[high] = second;
}
