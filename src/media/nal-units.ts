import type { VideoCodec } from 'mediabunny';

/** Codecs whose packets are made of NAL units (ITU-T H.264, H.265). */
export type NalCodec = Extract<VideoCodec, 'avc' | 'hevc'>;
export type NalUnit = { type: number; data: Uint8Array };

const START_CODE_BYTES = 3;

export function hasNalUnits(codec: VideoCodec): codec is NalCodec {
  return codec === 'avc' || codec === 'hevc';
}

/** The decoder configuration record of a track (ISO/IEC 14496-15), or null where its packets have start codes. */
export function decoderRecord({ description }: VideoDecoderConfig): Buffer | null {
  if (!description) return null;
  if (!ArrayBuffer.isView(description)) return Buffer.from(description);
  return Buffer.from(description.buffer as ArrayBuffer, description.byteOffset, description.byteLength);
}

/**
 * NAL units of a packet, which stand behind their lengths where the track has a decoder configuration record
 * (ISO/IEC 14496-15), else behind start codes.
 */
export function* nalUnitsOf(
  packet: Uint8Array,
  codec: NalCodec,
  record: Uint8Array | null,
): Generator<NalUnit> {
  const parts = record
    ? lengthPrefixed(packet, lengthBytes(codec, record))
    : unitsBehindStartCodes(Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength));
  for (const data of parts) {
    if (data.length > 0) yield { type: codec === 'avc' ? data[0]! & 0x1f : (data[0]! >> 1) & 0x3f, data };
  }
}

function lengthBytes(codec: NalCodec, record: Uint8Array): number {
  return ((codec === 'avc' ? record[4]! : record[21]!) & 3) + 1;
}

function* lengthPrefixed(packet: Uint8Array, bytes: number): Generator<Uint8Array> {
  for (let at = 0; at + bytes < packet.length; ) {
    let length = 0;
    for (let i = 0; i < bytes; i++) length = length * 256 + packet[at + i]!;
    at += bytes;
    yield packet.subarray(at, at + length);
    at += length;
  }
}

/** NAL units of a stream with start codes, without those (ITU-T H.264, annex B). */
export function* unitsBehindStartCodes(stream: Buffer): Generator<Buffer> {
  const code = Buffer.from([0, 0, 1]);
  for (let start = stream.indexOf(code); start >= 0; ) {
    const next = stream.indexOf(code, start + START_CODE_BYTES);
    let end = next < 0 ? stream.length : next;
    // A unit ends with a stop bit, so zeros before the next start code are none of its bytes.
    while (end > start + START_CODE_BYTES && stream[end - 1] === 0) end--;
    yield stream.subarray(start + START_CODE_BYTES, end);
    start = next;
  }
}
