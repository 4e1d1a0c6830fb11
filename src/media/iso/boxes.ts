export type Box = { type: string; body: Buffer };

/** Boxes that lie one after the other (ISO/IEC 14496-12, clause 4.2). One that says it is longer ends with the bytes. */
export function* boxesIn(bytes: Buffer): Generator<Box> {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const [headerBytes, boxBytes] =
      size === 1 && at + 16 <= bytes.length ? [16, Number(bytes.readBigUInt64BE(at + 8))] : [8, size];
    const end = size === 0 ? bytes.length : at + Math.max(headerBytes, boxBytes);
    yield { type, body: bytes.subarray(at + headerBytes, end) };
    at = end;
  }
}

/** Content of the first box at a path such as `mdia/minf/stbl`, or null. */
export function findBox(bytes: Buffer, path: string): Buffer | null {
  let within: Buffer | null = bytes;
  for (const type of path.split('/')) {
    within = within && ([...boxesIn(within)].find((box) => box.type === type)?.body ?? null);
  }
  return within;
}

/** Rows of a table whose content begins with version, flags and their number; no more than there are bytes for. */
export function rowCount(body: Buffer, rowBytes: number, headerBytes = 8): number {
  return Math.min(body.readUInt32BE(headerBytes - 4), Math.floor((body.length - headerBytes) / rowBytes));
}
