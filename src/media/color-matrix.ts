/** How Y'CbCr becomes R'G'B': the matrix by its WebCodecs name and whether 8-bit codes use all of 0–255. */
export type YuvColor = { matrix: YuvMatrix; fullRange: boolean };
export type YuvMatrix = 'bt709' | 'fcc' | 'bt470bg' | 'smpte170m' | 'smpte240m' | 'bt2020-ncl';

/**
 * Luma weights of red and blue, code in ITU-T H.273 (table 4) and what an untagged picture of that matrix has as
 * primaries. H.273 also gives the weights.
 */
const MATRICES: Record<YuvMatrix, { kr: number; kb: number; code: number; primaries: number }> = {
  bt709: { kr: 0.2126, kb: 0.0722, code: 1, primaries: 1 },
  fcc: { kr: 0.3, kb: 0.11, code: 4, primaries: 4 },
  bt470bg: { kr: 0.299, kb: 0.114, code: 5, primaries: 5 },
  smpte170m: { kr: 0.299, kb: 0.114, code: 6, primaries: 6 },
  smpte240m: { kr: 0.212, kb: 0.087, code: 7, primaries: 7 },
  'bt2020-ncl': { kr: 0.2627, kb: 0.0593, code: 9, primaries: 9 },
};

export function lumaWeights(matrix: YuvMatrix): { kr: number; kb: number } {
  return MATRICES[matrix];
}

/** The matrix's code in ITU-T H.273. */
export function matrixCode(matrix: YuvMatrix): number {
  return MATRICES[matrix].code;
}

/** The matrix of a code in ITU-T H.273, or null for one that is no set of luma weights. */
export function matrixOfCode(code: number): YuvMatrix | null {
  const names = Object.keys(MATRICES) as YuvMatrix[];
  return names.find((name) => MATRICES[name].code === code) ?? null;
}

/** The primaries a matrix implies, by their code in ITU-T H.273. */
export function impliedPrimaries(matrix: YuvMatrix): number {
  return MATRICES[matrix].primaries;
}
