/** Parts of H.264 as MP4 stores them (ISO/IEC 14496-15), made from a stream with start codes (ITU-T H.264, annex B). */

import { unitsBehindStartCodes } from './nal-units.ts';

const NAL_TYPE_SPS = 7;
const NAL_TYPE_PPS = 8;
/** Profiles whose decoder configuration also names chroma and bit depths (clause 5.3.3.1.2). */
const HIGH_PROFILES = [100, 110, 122, 144];

/** The units of a stream with start codes, each behind its length in four bytes. */
export function toLengthPrefixed(stream: Buffer): Buffer {
  const parts = [...unitsBehindStartCodes(stream)].flatMap((unit) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(unit.length);
    return [length, unit];
  });
  return Buffer.concat(parts);
}

/** Decoder configuration record and codec string for the parameter sets of an 8-bit 4:2:0 stream. */
export function avcConfiguration(parameterSets: Buffer): { description: Buffer; codec: string } {
  const units = [...unitsBehindStartCodes(parameterSets)];
  const ofType = (type: number) => units.find((unit) => (unit[0]! & 0x1f) === type);
  const [sps, pps] = [ofType(NAL_TYPE_SPS), ofType(NAL_TYPE_PPS)];
  if (!sps || !pps) throw new Error('The encoder gave no parameter sets.');
  const profileAndLevel = sps.subarray(1, 4);
  const lengthOf = (unit: Buffer) => [unit.length >> 8, unit.length & 0xff];
  const chroma = HIGH_PROFILES.includes(sps[1]!) ? [0xfc | 1, 0xf8, 0xf8, 0] : [];
  const description = Buffer.concat([
    Buffer.from([1, ...profileAndLevel, 0xff, 0xe1, ...lengthOf(sps)]),
    sps,
    Buffer.from([1, ...lengthOf(pps)]),
    pps,
    Buffer.from(chroma),
  ]);
  return { description, codec: `avc1.${profileAndLevel.toString('hex')}` };
}
