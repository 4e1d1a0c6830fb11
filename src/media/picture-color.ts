import { impliedPrimaries, matrixCode, matrixOfCode, type YuvColor, type YuvMatrix } from './color-matrix.ts';

/** What a picture or a container says about colour: codes of ITU-T H.273, null where it says nothing. */
export type ColorTags = {
  primaries: number | null;
  transfer: number | null;
  matrix: number | null;
  fullRange: boolean | null;
};

/** How a picture is coded, with the codes of ITU-T H.273 for what no conversion needs. */
export type PictureColor = YuvColor & { primaries: number; transfer: number };

const TRANSFER_BT709 = 1;
const TRANSFER_PQ = 16;
const TRANSFER_HLG = 18;
/** Codes that are no statement: RGB (which a picture of Y'CbCr cannot be), unspecified, reserved. */
const NO_STATEMENT = [0, 2, 3];
/** Names of the matrices that no set of luma weights describes (ITU-T H.273, table 4). */
const OTHER_MATRICES: Record<number, string> = {
  8: 'YCgCo',
  10: 'BT.2020 with constant luminance',
  11: 'SMPTE ST 2085',
  12: 'a matrix derived from its primaries',
  13: 'a matrix derived from its primaries, with constant luminance',
  14: 'ICtCp',
  15: 'IPT-C2',
  16: 'YCgCo-Re',
  17: 'YCgCo-Ro',
};

/** What the writer makes and tags: the coding every browser assumes for untagged HD. */
export const WRITTEN_COLOR: PictureColor = {
  matrix: 'bt709',
  fullRange: false,
  primaries: 1,
  transfer: TRANSFER_BT709,
};

/**
 * The colour of a frame: what the picture itself says, else the container, else BT.601 below 720 lines and BT.709
 * from there on, which is what Chromium shows for untagged clips. A matrix that cannot be converted is returned by its
 * name.
 */
export function resolveColor(
  picture: ColorTags,
  container: ColorTags,
  codedHeight: number,
): PictureColor | { unknownMatrix: string } {
  const said = (code: number | null) => (code === null || NO_STATEMENT.includes(code) ? null : code);
  const first = (tag: 'primaries' | 'transfer' | 'matrix') => said(picture[tag]) ?? said(container[tag]);
  const code = first('matrix');
  const matrix = code === null ? guessMatrix(codedHeight) : matrixOfCode(code);
  if (matrix === null) return { unknownMatrix: OTHER_MATRICES[code!] ?? `matrix ${code}` };
  return {
    matrix,
    fullRange: picture.fullRange ?? container.fullRange ?? false,
    primaries: first('primaries') ?? impliedPrimaries(matrix),
    // BT.601 and BT.2020 (SDR) share the curve of BT.709.
    transfer: first('transfer') ?? TRANSFER_BT709,
  };
}

function guessMatrix(codedHeight: number): YuvMatrix {
  return codedHeight < 720 ? 'smpte170m' : 'bt709';
}

/** The tags that say this colour. */
export function tagsOf({ matrix, ...rest }: PictureColor): ColorTags {
  return { ...rest, matrix: matrixCode(matrix) };
}

export function isHighDynamicRange({ transfer }: PictureColor): boolean {
  return transfer === TRANSFER_PQ || transfer === TRANSFER_HLG;
}
