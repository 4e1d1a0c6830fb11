/**
 * Undoes what is done to bytes before they are packed (ZIP, ZIPS, RLE): each is the difference to the one before, plus
 * 128, and those of even places stand before those of odd ones. Writes as many as both sides have.
 */
export function unfilter(filtered: Uint8Array, out: Uint8Array): void {
  const length = Math.min(filtered.length, out.length);
  const half = (length + 1) >> 1;
  let value = 128;
  for (let at = 0, to = 0; at < half; at++, to += 2) {
    value = (value + filtered[at]! - 128) & 0xff;
    out[to] = value;
  }
  for (let at = half, to = 1; at < length; at++, to += 2) {
    value = (value + filtered[at]! - 128) & 0xff;
    out[to] = value;
  }
}

/** The other way round. */
export function filter(bytes: Uint8Array): Uint8Array {
  const filtered = new Uint8Array(bytes.length);
  const half = (bytes.length + 1) >> 1;
  let before = 128;
  for (let from = 0, at = 0; at < bytes.length; at++, from += 2) {
    if (at === half) from = 1;
    const value = bytes[from]!;
    filtered[at] = value - before + 128;
    before = value;
  }
  return filtered;
}
