import { type FileHandle, open } from 'node:fs/promises';
import { boxesIn, findBox } from './boxes.ts';
import { type Edits, editsOf } from './edit-list.ts';
import { appendFragment, fragmentDefaults, hasFragment } from './fragments.ts';
import { hasSamples, type IsoSample, samplesOfTable } from './sample-table.ts';

/** Boxes with which an ISO base media file may begin. */
const FIRST_BOXES = new Set(['ftyp', 'moov', 'mdat', 'free', 'wide', 'skip', 'pnot', 'styp']);
/** As for the check of the file, which comes first: no clip has more boxes side by side. */
const MOST_BOXES = 20_000;

type Placed = { body: Buffer; at: number };

/** A track of an ISO base media file; what takes long to read is read when asked for. */
export type IsoTrack = {
  id: number;
  /** `vide`, `soun`, … */
  handler: string;
  ticksPerS: number;
  edits: Edits | null;
  /** Content of the sample description box. */
  stsd: Buffer;
  /** Rotation, scale and skew by which it is displayed, of the track and the movie: a, b, c, d. */
  matrix: [number, number, number, number];
  /** Whether samples in fragments follow such in the tables. */
  isPartlyFragmented: boolean;
  /** Every sample in the order in which they are stored, those of fragments included. Throws `RangeError`. */
  samples(most: number): IsoSample[];
};

export type IsoFile = { tracks: IsoTrack[]; moov: Placed };

/** The tracks of an MP4 or MOV, null for another format or where there is no index. */
export async function readIsoFile(path: string): Promise<IsoFile | null> {
  const file = await open(path, 'r');
  try {
    const { moov, moofs } = await readIndexes(file);
    if (!moov) return null;
    const mvhd = findBox(moov.body, 'mvhd');
    if (!mvhd) return null;
    const movieTicksPerS = mvhd.readUInt32BE(mvhd[0] === 1 ? 20 : 12);
    const movieMatrix = matrixAt(mvhd, mvhd[0] === 1 ? 48 : 36);
    const traks = [...boxesIn(moov.body)].filter(({ type }) => type === 'trak');
    const tracks = traks.map(({ body }) =>
      trackOf(body, { moov: moov.body, moofs, movieTicksPerS, movieMatrix }),
    );
    return { moov, tracks: tracks.filter((track) => track !== null) };
  } finally {
    await file.close();
  }
}

async function readIndexes(file: FileHandle): Promise<{ moov: Placed | null; moofs: Placed[] }> {
  const { size: fileBytes } = await file.stat();
  const moofs: Placed[] = [];
  let moov: Placed | null = null;
  for (let at = 0, count = 0; at + 8 <= fileBytes && count < MOST_BOXES; count++) {
    const header = await readAt(file, at, 16);
    const type = header.toString('latin1', 4, 8);
    if (count === 0 && !FIRST_BOXES.has(type)) break;
    const size = header.readUInt32BE(0);
    const isLong = size === 1 && header.length === 16;
    const bytes =
      size === 0 ? fileBytes - at : Math.max(8, isLong ? Number(header.readBigUInt64BE(8)) : size);
    if (type === 'moov' || type === 'moof') {
      const headerBytes = isLong ? 16 : 8;
      const length = Math.max(0, Math.min(bytes, fileBytes - at) - headerBytes);
      const body = await readAt(file, at + headerBytes, length);
      if (type === 'moof') moofs.push({ body, at });
      else moov ??= { body, at: at + headerBytes };
    }
    at += bytes;
  }
  return { moov, moofs };
}

type Movie = { moov: Buffer; moofs: Placed[]; movieTicksPerS: number; movieMatrix: IsoTrack['matrix'] };

function trackOf(trak: Buffer, { moov, moofs, movieTicksPerS, movieMatrix }: Movie): IsoTrack | null {
  const tkhd = findBox(trak, 'tkhd');
  const mdhd = findBox(trak, 'mdia/mdhd');
  const hdlr = findBox(trak, 'mdia/hdlr');
  const stbl = findBox(trak, 'mdia/minf/stbl');
  const stsd = stbl && findBox(stbl, 'stsd');
  if (!tkhd || !mdhd || !hdlr || !stbl || !stsd) return null;
  const id = tkhd.readUInt32BE(tkhd[0] === 1 ? 20 : 12);
  const ticksPerS = mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12);
  const defaults = fragmentDefaults(moov, id);
  return {
    ...{ id, ticksPerS, stsd },
    handler: hdlr.toString('latin1', 8, 12),
    edits: editsOf(trak, { ticksPerS, movieTicksPerS, hasFragments: defaults !== null }),
    isPartlyFragmented: hasSamples(stbl) && moofs.some(({ body }) => hasFragment(body, id)),
    matrix: multiply(matrixAt(tkhd, tkhd[0] === 1 ? 52 : 40), movieMatrix),
    samples(most) {
      const samples = samplesOfTable(stbl, most);
      if (!defaults) return samples;
      let end = samples.reduce((sum, { duration }) => sum + duration, 0);
      for (const { body, at } of moofs) {
        const parts = { trackId: id, defaults, most };
        end = appendFragment(samples, { moof: body, moofAt: at }, parts, end);
      }
      return samples;
    },
  };
}

/** a, b, c, d of a matrix of nine numbers: a, b, u, c, d, v, x, y, w, in 16.16 but for u, v and w. */
function matrixAt(body: Buffer, at: number): IsoTrack['matrix'] {
  const value = (place: number) => body.readInt32BE(at + place * 4) / 0x10000;
  return [value(0), value(1), value(3), value(4)];
}

function multiply([a, b, c, d]: IsoTrack['matrix'], [e, f, g, h]: IsoTrack['matrix']): IsoTrack['matrix'] {
  return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
