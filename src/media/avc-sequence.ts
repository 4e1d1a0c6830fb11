import { BitReader } from './bit-reader.ts';

/** What a sequence parameter set says about its pictures (ITU-T H.264, clause 7.3.2.1.1). */
export type AvcSequence = {
  /** False where pictures may be coded as fields. */
  hasOnlyFrames: boolean;
  frameNumberBits: number;
  hasColorPlanes: boolean;
  /** Size of a frame without what is cropped. */
  width: number;
  height: number;
};

/** Profiles whose sets say how chroma is stored. */
const PROFILES_WITH_CHROMA = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];
const MACROBLOCK = 16;

/** Reads a parameter set. Throws `RangeError` for a damaged one. */
export function readAvcSequence(unit: Uint8Array): AvcSequence {
  const bits = new BitReader(unit);
  bits.bits(8);
  const profile = bits.bits(8);
  bits.bits(16);
  bits.ue();
  const chroma = PROFILES_WITH_CHROMA.includes(profile)
    ? readChroma(bits)
    : { format: 1, hasColorPlanes: false };
  const frameNumberBits = bits.ue() + 4;
  skipOrder(bits);
  bits.ue();
  bits.flag();
  const columns = bits.ue() + 1;
  const mapRows = bits.ue() + 1;
  const hasOnlyFrames = bits.flag();
  if (!hasOnlyFrames) bits.flag();
  bits.flag();
  const [left, right, top, bottom] = bits.flag()
    ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()]
    : [0, 0, 0, 0];
  const rowsPerMapRow = hasOnlyFrames ? 1 : 2;
  const isSubsampled = !chroma.hasColorPlanes;
  const cropX = isSubsampled && (chroma.format === 1 || chroma.format === 2) ? 2 : 1;
  const cropY = (isSubsampled && chroma.format === 1 ? 2 : 1) * rowsPerMapRow;
  return {
    hasOnlyFrames,
    frameNumberBits,
    hasColorPlanes: chroma.hasColorPlanes,
    width: columns * MACROBLOCK - cropX * (left + right),
    height: mapRows * rowsPerMapRow * MACROBLOCK - cropY * (top + bottom),
  };
}

function readChroma(bits: BitReader): { format: number; hasColorPlanes: boolean } {
  const format = bits.ue();
  const hasColorPlanes = format === 3 && bits.flag();
  bits.ue();
  bits.ue();
  bits.flag();
  if (bits.flag()) {
    for (let list = 0; list < (format === 3 ? 12 : 8); list++)
      if (bits.flag()) skipScaling(bits, list < 6 ? 16 : 64);
  }
  return { format, hasColorPlanes };
}

function skipScaling(bits: BitReader, size: number): void {
  let next = 8;
  for (let i = 0, last = 8; i < size && next !== 0; i++) {
    next = (last + bits.se() + 256) % 256;
    if (next !== 0) last = next;
  }
}

/** Passes over how the order of pictures is coded. */
function skipOrder(bits: BitReader): void {
  const kind = bits.ue();
  if (kind === 0) bits.ue();
  if (kind !== 1) return;
  bits.flag();
  bits.se();
  bits.se();
  for (let left = bits.ue(); left > 0; left--) bits.se();
}
