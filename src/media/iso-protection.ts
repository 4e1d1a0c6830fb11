/** Sample entries of pictures that need a key: Common Encryption (ISO/IEC 23001-7) and FairPlay. */
const LOCKED = new Set(['encv', 'drmi']);
/** From the type of the box to that of its first entry: version, count and size lie between. */
const FIRST_ENTRY_AT = 16;

/** Whether an index (a whole `moov`) describes a video that is encrypted. */
export function isProtected(index: Buffer): boolean {
  for (let at = index.indexOf('stsd'); at >= 0; at = index.indexOf('stsd', at + 4)) {
    if (LOCKED.has(index.toString('latin1', at + FIRST_ENTRY_AT, at + FIRST_ENTRY_AT + 4))) return true;
  }
  return false;
}
