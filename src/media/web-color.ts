import type { VideoSampleColorSpace } from 'mediabunny';
import type { ColorTags } from './picture-color.ts';

/** WebCodecs' names of the codes of ITU-T H.273. */
const PRIMARIES = { bt709: 1, bt470bg: 5, smpte170m: 6, bt2020: 9, smpte432: 12 };
const TRANSFERS = { bt709: 1, smpte170m: 6, linear: 8, 'iec61966-2-1': 13, pq: 16, hlg: 18 };
const MATRICES = { rgb: 0, bt709: 1, bt470bg: 5, smpte170m: 6, 'bt2020-ncl': 9 };
/** The 10-bit and 12-bit curves of BT.2020 are that of BT.709, and the only name there is for it. */
const SAME_TRANSFER: Record<number, number> = { 14: 1, 15: 1 };

type WebColor = { [Field in keyof ColorTags]?: VideoSampleColorSpace[Field] | null };

/** Colour tags from WebCodecs' names. */
export function tagsOfWebColor({ primaries, transfer, matrix, fullRange }: WebColor): ColorTags {
  const codeOf = (codes: Record<string, number>, name?: string | null) =>
    name ? (codes[name] ?? null) : null;
  return {
    primaries: codeOf(PRIMARIES, primaries),
    transfer: codeOf(TRANSFERS, transfer),
    matrix: codeOf(MATRICES, matrix),
    fullRange: fullRange ?? null,
  };
}

/** Colour tags by WebCodecs' names; left out where it has none. */
export function webColorOf({ primaries, transfer, matrix, fullRange }: ColorTags): VideoColorSpaceInit {
  const nameOf = (codes: Record<string, number>, code: number | null) =>
    Object.keys(codes).find((name) => codes[name] === code);
  const curve = transfer === null ? null : (SAME_TRANSFER[transfer] ?? transfer);
  return {
    primaries: nameOf(PRIMARIES, primaries) as VideoColorSpaceInit['primaries'],
    transfer: nameOf(TRANSFERS, curve) as VideoColorSpaceInit['transfer'],
    matrix: nameOf(MATRICES, matrix) as VideoColorSpaceInit['matrix'],
    fullRange: fullRange ?? undefined,
  };
}
