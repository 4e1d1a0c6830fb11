export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/**
 * The single byte range of a `Range` header (RFC 9110, section 14): undefined where the whole file is to be sent,
 * 'unsatisfiable' for a 416. Several ranges at once are answered with the whole file, as the RFC allows.
 */
export function parseRange(
  header: string | null,
  sizeBytes: number,
): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  if (match[1] === '') {
    const lastBytes = Number(match[2]);
    if (lastBytes === 0 || sizeBytes === 0) return 'unsatisfiable';
    return { start: Math.max(0, sizeBytes - lastBytes), end: sizeBytes - 1 };
  }
  const start = Number(match[1]);
  if (start >= sizeBytes) return 'unsatisfiable';
  const end = match[2] === '' ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1);
  return end < start ? undefined : { start, end };
}
