/**
 * Expands runs: a count below zero is followed by so many bytes as they are, any other by one byte that stands one time
 * more than the count. Stops at the end of either side.
 */
export function expandRuns(packed: Uint8Array, out: Uint8Array): void {
  let at = 0;
  let to = 0;
  while (at + 1 < packed.length && to < out.length) {
    const count = (packed[at++]! << 24) >> 24;
    if (count < 0) {
      out.set(packed.subarray(at, Math.min(at - count, at + out.length - to)), to);
      at -= count;
      to -= count;
    } else {
      out.fill(packed[at++]!, to, to + count + 1);
      to += count + 1;
    }
  }
}
