import type { VideoCodec } from 'mediabunny';
import { type AvcSequence, readAvcSequence } from './avc-sequence.ts';
import { BitReader } from './bit-reader.ts';
import { decoderRecord, nalUnitsOf } from './nal-units.ts';
import { type PacketIndex, readPacketHead } from './packet-index.ts';

type Field = { frameNumber: number; isBottom: boolean };

const SEQUENCE_SET = 7;
/** Slices that begin a picture: of others, of the first partition, of an instant refresh. */
const SLICES = [1, 2, 5];
/** Parameter sets and messages before a slice take less, nearly always. */
const SHORT_HEAD_BYTES = 4096;

/** The first sequence parameter set of an H.264 track, from its record or its first packet; null without one. */
export async function firstSequence(
  codec: VideoCodec,
  config: VideoDecoderConfig,
  index: PacketIndex,
): Promise<AvcSequence | null> {
  if (codec !== 'avc') return null;
  const record = decoderRecord(config);
  const sets = record ? setsOfRecord(record) : [];
  const head = sets.length > 0 ? [] : [...nalUnitsOf(await readPacketHead(index, 0), 'avc', record)];
  const unit = sets[0] ?? head.find(({ type }) => type === SEQUENCE_SET)?.data;
  return unit ? readAvcSequence(unit) : null;
}

/**
 * The index of a track whose frames may be stored as two fields in a packet each: the first of a pair stands for the
 * frame, the second is none. Reads the beginning of every packet, as no container says it.
 */
export async function pairFields(
  index: PacketIndex,
  config: VideoDecoderConfig,
  sequence: AvcSequence,
): Promise<PacketIndex> {
  const record = decoderRecord(config);
  const secondFields = new Set<number>();
  let first: Field | null = null;
  for (let position = 0; position < index.timings.length; position++) {
    const field = await fieldOf(index, position, record, sequence);
    const isSecond: boolean =
      first !== null &&
      field !== null &&
      field.isBottom !== first.isBottom &&
      field.frameNumber === first.frameNumber;
    if (isSecond) secondFields.add(position);
    first = isSecond ? null : field;
  }
  if (secondFields.size === 0) return index;
  const durationS = (position: number) => {
    const [first, second] = [index.timings[position]!, index.timings[position + 1]];
    if (!second || !secondFields.has(position + 1)) return first.durationS;
    const apartS = second.timestampS - first.timestampS;
    return apartS > 0 ? 2 * apartS : first.durationS + second.durationS;
  };
  return {
    ...index,
    secondFields,
    timings: index.timings.map(({ timestampS }, position) => ({
      timestampS,
      durationS: durationS(position),
    })),
    shown: index.shown
      .filter(({ position }) => !secondFields.has(position))
      .map((picture) => ({ ...picture, durationS: durationS(picture.position) })),
    keyPositions: index.keyPositions.filter((position) => !secondFields.has(position)),
  };
}

/** The field with which a packet begins, or null where that is a frame. */
async function fieldOf(
  index: PacketIndex,
  position: number,
  record: Uint8Array | null,
  sequence: AvcSequence,
): Promise<Field | null> {
  for (const most of [SHORT_HEAD_BYTES, undefined]) {
    const units = nalUnitsOf(await readPacketHead(index, position, most), 'avc', record);
    const slice = [...units].find(({ type }) => SLICES.includes(type));
    if (slice) return readField(slice.data, sequence);
  }
  return null;
}

function readField(slice: Uint8Array, { frameNumberBits, hasColorPlanes }: AvcSequence): Field | null {
  const bits = new BitReader(slice, 64);
  bits.bits(8);
  for (let skipped = 0; skipped < 3; skipped++) bits.ue();
  if (hasColorPlanes) bits.bits(2);
  const frameNumber = bits.bits(frameNumberBits);
  return bits.flag() ? { frameNumber, isBottom: bits.flag() } : null;
}

/** Sequence parameter sets of a decoder configuration record (ISO/IEC 14496-15, clause 5.3.3). */
function setsOfRecord(record: Buffer): Buffer[] {
  const sets: Buffer[] = [];
  for (let left = record[5]! & 31, at = 6; left > 0 && at + 2 <= record.length; left--) {
    const length = record.readUInt16BE(at);
    sets.push(record.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return sets;
}
