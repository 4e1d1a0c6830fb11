import { findBox, rowCount } from './boxes.ts';

/** A stored picture: where its bytes are, and its times in ticks of its track. */
export type IsoSample = {
  offset: number;
  byteLength: number;
  /** Composition time, before any edit. */
  time: number;
  duration: number;
  isKey: boolean;
  /** Which of the track's sample descriptions it is coded by, from 1. */
  description: number;
};

/**
 * The samples that the tables of a track list, in the order in which they are stored (ISO/IEC 14496-12, clause 8.6 and
 * 8.7). Throws `RangeError` for tables that are cut off or list more than `most`.
 */
export function samplesOfTable(stbl: Buffer, most: number): IsoSample[] {
  const sizes = sampleSizes(stbl, most);
  const samples: IsoSample[] = [];
  for (const { offset, count, description } of chunksOf(stbl)) {
    let at = offset;
    for (let i = 0; i < count && samples.length < sizes.length; i++) {
      const byteLength = sizes[samples.length]!;
      samples.push({ offset: at, byteLength, time: 0, duration: 0, isKey: false, description });
      at += byteLength;
    }
  }
  setTimes(samples, stbl);
  setKeys(samples, stbl);
  return samples;
}

/** Whether the tables of a track list any samples. */
export function hasSamples(stbl: Buffer): boolean {
  const sizes = findBox(stbl, 'stsz') ?? findBox(stbl, 'stz2');
  return sizes !== null && sizes.readUInt32BE(8) > 0;
}

function sampleSizes(stbl: Buffer, most: number): ArrayLike<number> {
  const plain = findBox(stbl, 'stsz');
  const compact = plain ? null : findBox(stbl, 'stz2');
  const body = plain ?? compact;
  if (!body) return [];
  const count = body.readUInt32BE(8);
  if (count > most) throw new RangeError(`The track lists ${count} samples.`);
  const constant = plain ? plain.readUInt32BE(4) : 0;
  if (constant > 0) return new Uint32Array(count).fill(constant);
  const bits = compact ? compact[7]! : 32;
  return Uint32Array.from({ length: count }, (_, i) => {
    if (bits === 4) return (body[12 + (i >> 1)]! >> (i % 2 ? 0 : 4)) & 15;
    return body.readUIntBE(12 + (i * bits) / 8, bits / 8);
  });
}

function* chunksOf(stbl: Buffer): Generator<{ offset: number; count: number; description: number }> {
  const wide = findBox(stbl, 'co64');
  const offsets = wide ?? findBox(stbl, 'stco');
  const runs = findBox(stbl, 'stsc');
  if (!offsets || !runs) return;
  const chunkCount = rowCount(offsets, wide ? 8 : 4);
  const runCount = rowCount(runs, 12);
  for (let run = 0; run < runCount; run++) {
    const at = 8 + run * 12;
    const first = runs.readUInt32BE(at);
    const end = run + 1 < runCount ? runs.readUInt32BE(at + 12) : chunkCount + 1;
    const count = runs.readUInt32BE(at + 4);
    const description = runs.readUInt32BE(at + 8);
    for (let chunk = Math.max(1, first); chunk < Math.min(end, chunkCount + 1); chunk++) {
      const offset = wide
        ? Number(wide.readBigUInt64BE(8 + (chunk - 1) * 8))
        : offsets.readUInt32BE(8 + (chunk - 1) * 4);
      yield { offset, count, description };
    }
  }
}

function setTimes(samples: IsoSample[], stbl: Buffer): void {
  const lengths = runLengths(findBox(stbl, 'stts'));
  // QuickTime writes negative offsets into the version that has none.
  const offsets = runLengths(findBox(stbl, 'ctts'));
  let decodeTime = 0;
  for (const sample of samples) {
    sample.duration = lengths.next().value ?? sample.duration;
    sample.time = decodeTime + (offsets.next().value ?? 0);
    decodeTime += sample.duration;
  }
}

/** The values of a table of counts and values, one by one. */
function* runLengths(body: Buffer | null): Generator<number, undefined> {
  const rows = body ? rowCount(body, 8) : 0;
  for (let row = 0; row < rows; row++) {
    const value = body!.readInt32BE(12 + row * 8);
    for (let left = body!.readUInt32BE(8 + row * 8); left > 0; left--) yield value;
  }
}

function setKeys(samples: IsoSample[], stbl: Buffer): void {
  const keys = findBox(stbl, 'stss');
  if (!keys) for (const sample of samples) sample.isKey = true;
  for (let row = 0; keys && row < rowCount(keys, 4); row++) {
    const sample = samples[keys.readUInt32BE(8 + row * 4) - 1];
    if (sample) sample.isKey = true;
  }
}
