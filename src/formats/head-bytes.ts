/** The first bytes of a file as Latin-1 text: one sign for each byte, so that places count the same. */
export function latin1(head: Uint8Array): string {
  let text = '';
  for (let at = 0; at < head.length; at += PIECE) {
    text += String.fromCharCode(...head.subarray(at, at + PIECE));
  }
  return text;
}

/** As many as may be given to a function at once. */
const PIECE = 8192;

/** Reads numbers of a head; what lies behind its end reads as zeros. */
export function numbersIn(head: Uint8Array) {
  const byte = (at: number) => head[at] ?? 0;
  return {
    byte,
    u16be: (at: number) => byte(at) * 0x1_00 + byte(at + 1),
    u32be: (at: number) =>
      byte(at) * 0x1_00_00_00 + ((byte(at + 1) << 16) | (byte(at + 2) << 8) | byte(at + 3)),
    u32le: (at: number) =>
      byte(at + 3) * 0x1_00_00_00 + ((byte(at + 2) << 16) | (byte(at + 1) << 8) | byte(at)),
  };
}
