import { findBox, rowCount } from './boxes.ts';

/** A part of a track that is shown, in ticks of the track: when, and from where in the track's own time. */
export type Edit = { start: number; end: number; media: number };

/** What an edit list says, or why it cannot be followed. */
export type Edits = { edits: Edit[] } | { unreadable: string };

/**
 * The edit list of a track (ISO/IEC 14496-12, clause 8.6.6), null where it has none. The lists of a file with fragments
 * say where a track begins, not where it ends: they were written before that was known.
 */
export function editsOf(
  trak: Buffer,
  scale: { ticksPerS: number; movieTicksPerS: number; hasFragments: boolean },
): Edits | null {
  const elst = findBox(trak, 'edts/elst');
  if (!elst) return null;
  const isLong = elst[0] === 1;
  const rowBytes = isLong ? 20 : 12;
  const rows = rowCount(elst, rowBytes);
  const edits: Edit[] = [];
  let start = 0;
  for (let row = 0; row < rows; row++) {
    const at = 8 + row * rowBytes;
    const movieTicks = isLong ? Number(elst.readBigUInt64BE(at)) : elst.readUInt32BE(at);
    const media = isLong ? Number(elst.readBigInt64BE(at + 8)) : elst.readInt32BE(at + 4);
    const rate = elst.readInt32BE(at + rowBytes - 4) / 0x10000;
    // Rounded as FFmpeg does, because that decides which frame is the last one.
    const end = start + Math.round((movieTicks * scale.ticksPerS) / scale.movieTicksPerS);
    if (media >= 0) {
      if (rate !== 1) return { unreadable: `its edit list plays it at ${rate} times its speed` };
      const isOpen = scale.hasFragments || (movieTicks === 0 && row === rows - 1);
      edits.push({ start, end: isOpen ? Number.POSITIVE_INFINITY : end, media });
      if (isOpen) break;
    }
    start = end;
  }
  return edits.length > 0 ? { edits } : null;
}

/** What is shown of a track without a list: all of it, in its own time. */
export const WHOLE_TRACK: Edit[] = [{ start: 0, end: Number.POSITIVE_INFINITY, media: 0 }];
