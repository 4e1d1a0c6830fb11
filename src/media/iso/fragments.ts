import { boxesIn, findBox } from './boxes.ts';
import type { IsoSample } from './sample-table.ts';

type Defaults = { description: number; duration: number; size: number; flags: number };

const IS_NO_KEY = 0x10000;

/** What the samples of a track's fragments have in common (`trex`), or null where the file has no fragments. */
export function fragmentDefaults(moov: Buffer, trackId: number): Defaults | null {
  const mvex = findBox(moov, 'mvex');
  if (!mvex) return null;
  const trex = [...boxesIn(mvex)].find(
    ({ type, body }) => type === 'trex' && body.readUInt32BE(4) === trackId,
  );
  const value = (at: number) => trex?.body.readUInt32BE(at) ?? 0;
  return { description: value(8) || 1, duration: value(12), size: value(16), flags: value(20) };
}

/** Whether a `moof` adds samples to a track. */
export function hasFragment(moof: Buffer, trackId: number): boolean {
  return [...boxesIn(moof)].some(({ type, body }) => {
    const tfhd = type === 'traf' && findBox(body, 'trun') ? findBox(body, 'tfhd') : null;
    return tfhd?.readUInt32BE(4) === trackId;
  });
}

/**
 * Appends the samples that a `moof` at byte `moofAt` adds to a track (ISO/IEC 14496-12, clause 8.8). `decodeTime` is
 * where the samples before it end; the result is where these end. Throws `RangeError` for a fragment that is cut off.
 */
export function appendFragment(
  samples: IsoSample[],
  { moof, moofAt }: { moof: Buffer; moofAt: number },
  { trackId, defaults, most }: { trackId: number; defaults: Defaults; most: number },
  decodeTime: number,
): number {
  let time = decodeTime;
  // Where data begin that say neither where nor in which part: behind those of the track before.
  let dataAt = moofAt;
  for (const { type, body: traf } of boxesIn(moof)) {
    const tfhd = type === 'traf' ? findBox(traf, 'tfhd') : null;
    if (!tfhd) continue;
    const header = readHeader(tfhd, defaults, moofAt, dataAt);
    const isWanted = header.trackId === trackId;
    const tfdt = isWanted ? findBox(traf, 'tfdt') : null;
    if (tfdt) time = tfdt[0] === 0 ? tfdt.readUInt32BE(4) : Number(tfdt.readBigUInt64BE(4));
    dataAt = header.base;
    for (const box of boxesIn(traf)) {
      if (box.type !== 'trun') continue;
      const run = readRun(box.body, header, dataAt, most - samples.length);
      dataAt = run.endAt;
      if (!isWanted) continue;
      for (const { decodeOffset, ...sample } of run.samples) {
        samples.push({ ...sample, time: time + decodeOffset + sample.time });
      }
      time += run.duration;
    }
  }
  return time;
}

function readHeader(tfhd: Buffer, defaults: Defaults, moofAt: number, dataAt: number) {
  const flags = tfhd.readUIntBE(1, 3);
  let at = 8;
  const next = (flag: number, otherwise: number) => {
    if (!(flags & flag)) return otherwise;
    at += 4;
    return tfhd.readUInt32BE(at - 4);
  };
  let base = flags & 0x20000 ? moofAt : dataAt;
  if (flags & 1) {
    base = Number(tfhd.readBigUInt64BE(at));
    at += 8;
  }
  return {
    trackId: tfhd.readUInt32BE(4),
    base,
    description: next(2, defaults.description),
    duration: next(8, defaults.duration),
    size: next(0x10, defaults.size),
    flags: next(0x20, defaults.flags),
  };
}

function readRun(trun: Buffer, header: ReturnType<typeof readHeader>, dataAt: number, most: number) {
  const flags = trun.readUIntBE(1, 3);
  const count = trun.readUInt32BE(4);
  if (count > most) throw new RangeError(`A fragment lists ${count} samples.`);
  let at = 8;
  const word = (isThere: number | boolean, otherwise: number) => {
    if (!isThere) return otherwise;
    at += 4;
    return trun.readInt32BE(at - 4);
  };
  let offset = flags & 1 ? header.base + word(true, 0) : dataAt;
  const firstFlags = word(flags & 4, header.flags);
  const samples: (IsoSample & { decodeOffset: number })[] = [];
  let decodeOffset = 0;
  for (let i = 0; i < count; i++) {
    const duration = word(flags & 0x100, header.duration) >>> 0;
    const byteLength = word(flags & 0x200, header.size) >>> 0;
    const sampleFlags = word(flags & 0x400, i === 0 ? firstFlags : header.flags);
    const time = word(flags & 0x800, 0);
    const isKey = !(sampleFlags & IS_NO_KEY);
    samples.push({
      ...{ offset, byteLength, time, duration, isKey, decodeOffset },
      description: header.description,
    });
    offset += byteLength;
    decodeOffset += duration;
  }
  return { samples, endAt: offset, duration: decodeOffset };
}
