import type { VideoCodec } from 'mediabunny';
import { type AvcSequence, readAvcSequence } from './avc-sequence.ts';
import { BitReader } from './bit-reader.ts';
import type { FrameTiming } from './frame-timeline.ts';
import { decoderRecord, nalUnitsOf } from './nal-units.ts';
import { type PacketIndex, readPacketHead } from './packet-index.ts';

type Field = { frameNumber: number; isBottom: boolean };

const SEQUENCE_SET = 7;
/** Slices that begin a picture: of others, of the first partition, of an instant refresh. */
const SLICES = [1, 2, 5];
/** Parameter sets and messages before a slice take less, nearly always. */
const SHORT_HEAD_BYTES = 4096;

/**
 * The first sequence parameter set of an H.264 track, from its record or its first packet; null without a readable one,
 * which leaves the judgement to the decoder.
 */
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
  return unit ? unlessCutOff(() => readAvcSequence(unit)) : null;
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
  const secondFields = await findSecondFields(index, decoderRecord(config), sequence);
  if (secondFields.size === 0) return index;
  /** A frame lasts as long as its fields. */
  const lasting = <Timing extends FrameTiming>(timing: Timing, position: number): Timing => {
    if (!secondFields.has(position + 1)) return timing;
    const [first, second] = [index.timings[position]!, index.timings[position + 1]!];
    const apartS = second.timestampS - first.timestampS;
    return { ...timing, durationS: apartS > 0 ? 2 * apartS : first.durationS + second.durationS };
  };
  return {
    ...index,
    secondFields,
    timings: index.timings.map(lasting),
    shown: index.shown
      .filter(({ position }) => !secondFields.has(position))
      .map((picture) => lasting(picture, picture.position)),
    keyPositions: index.keyPositions.filter((position) => !secondFields.has(position)),
  };
}

/** A field that follows one of the other kind with the same frame number makes a frame with it. */
async function findSecondFields(
  index: PacketIndex,
  record: Uint8Array | null,
  sequence: AvcSequence,
): Promise<Set<number>> {
  const secondFields = new Set<number>();
  if (index.timings.length === 0) return secondFields;
  let first: Field | null = null;
  let position = 0;
  for await (const head of index.packets(0, SHORT_HEAD_BYTES)) {
    let field = fieldIn(head, record, sequence);
    if (field === undefined) field = fieldIn(await readPacketHead(index, position), record, sequence) ?? null;
    const isSecond: boolean = first !== null && field !== null && isOtherHalf(first, field);
    if (isSecond) secondFields.add(position);
    first = isSecond ? null : field;
    position++;
  }
  return secondFields;
}

function isOtherHalf(a: Field, b: Field): boolean {
  return a.isBottom !== b.isBottom && a.frameNumber === b.frameNumber;
}

/** The field with which a packet begins, null where that is a frame, undefined where its first slice is not reached. */
function fieldIn(
  packet: Uint8Array,
  record: Uint8Array | null,
  sequence: AvcSequence,
): Field | null | undefined {
  const slice = [...nalUnitsOf(packet, 'avc', record)].find(({ type }) => SLICES.includes(type));
  return slice && unlessCutOff(() => readField(slice.data, sequence));
}

function readField(slice: Uint8Array, { frameNumberBits, hasColorPlanes }: AvcSequence): Field | null {
  const bits = new BitReader(slice, 64);
  bits.bits(8);
  for (let skipped = 0; skipped < 3; skipped++) bits.ue();
  if (hasColorPlanes) bits.bits(2);
  const frameNumber = bits.bits(frameNumberBits);
  return bits.flag() ? { frameNumber, isBottom: bits.flag() } : null;
}

function unlessCutOff<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
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
