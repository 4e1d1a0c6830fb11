import { boxesIn } from './iso/boxes.ts';

/** Nine hours of AAC have fewer samples; a parser that believes a damaged count runs for minutes and fills the memory. */
const MOST_SAMPLES = 2_000_000;

/** Boxes that hold other boxes on the way to the sample tables (ISO/IEC 14496-12). */
const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf']);

/** What the tables of one track count. */
interface Counts {
  isSound: boolean;
  /** Samples by the table of decoding times. */
  timed: number;
  /** Samples by the table of composition offsets; where there is one, a parser reads both one by one. */
  offset: number;
  perChunk: number;
  /** Samples of the fragment with the most. */
  inRun: number;
}

/**
 * Whether an index (a whole `moov` or `moof`) counts more samples than a clip can have, in a table that is read out one
 * by one. Long PCM sound, whose samples are counted singly but read by chunks, is not meant.
 */
export function countsTooMuch(index: Buffer): boolean {
  const tracks: Counts[] = [];
  readBoxes(index, tracks);
  return tracks.some(
    ({ isSound, timed, offset, perChunk, inRun }) =>
      Math.max(offset, inRun) > MOST_SAMPLES ||
      (offset > 0 && timed > MOST_SAMPLES) ||
      (!isSound && perChunk > MOST_SAMPLES),
  );
}

function readBoxes(bytes: Buffer, tracks: Counts[]): void {
  for (const { type, body } of boxesIn(bytes)) {
    if (type === 'trak' || type === 'traf') {
      tracks.push({ isSound: false, timed: 0, offset: 0, perChunk: 0, inRun: 0 });
    }
    const track = tracks.at(-1);
    if (CONTAINERS.has(type)) readBoxes(body, tracks);
    else if (track) readTable(track, type, body);
  }
}

function readTable(track: Counts, type: string, body: Buffer): void {
  switch (type) {
    case 'hdlr':
      track.isSound = body.toString('latin1', 8, 12) === 'soun';
      break;
    case 'stts':
      track.timed = column(body, 8, 0).sum;
      break;
    case 'ctts':
      track.offset = column(body, 8, 0).sum;
      break;
    case 'stsc':
      track.perChunk = column(body, 12, 4).most;
      break;
    case 'trun':
      if (body.length >= 8) track.inRun = Math.max(track.inRun, body.readUInt32BE(4));
      break;
  }
}

/** Sum and largest value of one 32-bit column of a table, of as many rows as there are bytes for. */
function column(body: Buffer, rowBytes: number, columnAt: number): { sum: number; most: number } {
  const declared = body.length >= 8 ? body.readUInt32BE(4) : 0;
  const end = Math.min(body.length - rowBytes, 8 + (declared - 1) * rowBytes);
  let sum = 0;
  let most = 0;
  for (let at = 8; at <= end; at += rowBytes) {
    const value = body.readUInt32BE(at + columnAt);
    sum += value;
    most = Math.max(most, value);
  }
  return { sum, most };
}
