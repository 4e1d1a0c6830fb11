import { EncodedPacket, type PacketType, type VideoCodec } from 'mediabunny';
import { decoderRecord, hasNalUnits, type NalCodec, nalUnitsOf } from './nal-units.ts';
import { type PacketIndex, readPacketHead } from './packet-index.ts';
import { partition } from './partition.ts';

/** NAL unit types of parameter sets: SPS and PPS, with HEVC's VPS. */
const PARAMETER_SETS: Record<NalCodec, number[]> = { avc: [7, 8], hevc: [32, 33, 34] };
const SEQUENCE_SET: Record<NalCodec, number> = { avc: 7, hevc: 33 };
/** High 4:4:4 Predictive (ITU-T H.264, clause A.2.11). */
const PROFILE_444 = 244;
/** x264 until here coded 4:4:4 in a way of its own, which decoders know only by its signature in the first packet. */
const LAST_ODD_X264 = 150;

export type SeekableTrack = {
  codec: VideoCodec;
  config: VideoDecoderConfig;
  index: PacketIndex;
  /** What the bitstream says about a packet, null where that cannot be told. */
  determinePacketType(packet: EncodedPacket): Promise<PacketType | null>;
};

/**
 * Finds the packet from which a decoder that knows nothing but `config` gives the picture at a position exactly. That is
 * the key packet before it, or an earlier one where the decoder has to learn something before: parameter sets that
 * differ from those of the container, or that an old x264 was at work.
 */
export function createStartFinder(track: SeekableTrack): (position: number) => Promise<number> {
  const { codec, config, index } = track;
  const { timings, keyPositions } = index;
  const record = decoderRecord(config);
  const checkedKeys = new Map<number, boolean>();
  /** Up to this position, key packets need no parameter sets but the container's. */
  let plainUntil = -1;
  let isWholeStreamNeeded: Promise<boolean> | null = null;

  async function isKey(position: number): Promise<boolean> {
    const known = checkedKeys.get(position);
    if (known !== undefined) return known;
    const packet = new EncodedPacket(await readPacketHead(index, position), 'key', 0, 0);
    const is = (await track.determinePacketType(packet)) !== 'delta';
    checkedKeys.set(position, is);
    return is;
  }

  /** The last key packet stored before `position` and shown no later than `timeS`, or null. */
  async function keyBefore(position: number, timeS: number): Promise<number | null> {
    for (let nth = partition(keyPositions.length, (i) => keyPositions[i]! < position) - 1; nth >= 0; nth--) {
      const key = keyPositions[nth]!;
      if (timings[key]!.timestampS <= timeS && (await isKey(key))) return key;
    }
    return null;
  }

  /** Whether a packet carries parameter sets, and whether they are others than the container's. */
  async function setsIn(position: number, nalCodec: NalCodec) {
    const types = new Set(PARAMETER_SETS[nalCodec]);
    const units = [...nalUnitsOf(await readPacketHead(index, position), nalCodec, record)];
    const sets = units.filter(({ type }) => types.has(type));
    return {
      isComplete: sets.some(({ type }) => type === SEQUENCE_SET[nalCodec]),
      areOthers: sets.some(({ data }) => !record?.includes(Buffer.from(data))),
    };
  }

  async function withParameterSets(key: number, nalCodec: NalCodec): Promise<number> {
    for (let at: number | null = key; at !== null && at > plainUntil; ) {
      const { isComplete, areOthers } = await setsIn(at, nalCodec);
      if (at === key ? isComplete : areOthers) return at;
      if (isComplete) break;
      at = await keyBefore(at, timings[at]!.timestampS);
    }
    plainUntil = Math.max(plainUntil, key);
    return key;
  }

  return async (position) => {
    isWholeStreamNeeded ??= readPacketHead(index, 0).then(
      (first) => codec === 'avc' && isOdd444(first, record),
    );
    if (await isWholeStreamNeeded) return 0;
    // A frame before the first key packet leans on what was cut off.
    const key = (await keyBefore(position + 1, timings[position]!.timestampS)) ?? keyPositions[0] ?? 0;
    return hasNalUnits(codec) ? withParameterSets(key, codec) : key;
  };
}

function isOdd444(packet: Uint8Array, record: Uint8Array | null): boolean {
  const sps = [...nalUnitsOf(packet, 'avc', record)].find(({ type }) => type === SEQUENCE_SET.avc);
  if ((record?.[1] ?? sps?.data[1]) !== PROFILE_444) return false;
  const signature = /x264 - core (\d+)/.exec(Buffer.from(packet).toString('latin1', 0, 4096));
  return signature !== null && Number(signature[1]) <= LAST_ODD_X264;
}
