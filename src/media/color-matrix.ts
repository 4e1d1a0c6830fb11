import type { VideoSampleColorSpace } from 'mediabunny';

/** How Y'CbCr becomes R'G'B': the matrix by its WebCodecs name and whether 8-bit codes use all of 0–255. */
export type YuvColor = { matrix: YuvMatrix; fullRange: boolean };
export type YuvMatrix = 'bt709' | 'smpte170m' | 'bt470bg' | 'bt2020-ncl';

/** Luma weights of red and blue: ITU-R BT.709-6, BT.601-7 and BT.2020-2. */
const LUMA_WEIGHTS: Record<YuvMatrix, { kr: number; kb: number }> = {
  bt709: { kr: 0.2126, kb: 0.0722 },
  smpte170m: { kr: 0.299, kb: 0.114 },
  bt470bg: { kr: 0.299, kb: 0.114 },
  'bt2020-ncl': { kr: 0.2627, kb: 0.0593 },
};

/** What the writer makes and tags: the matrix every browser assumes for untagged HD. */
export const WRITTEN_COLOR: YuvColor = { matrix: 'bt709', fullRange: false };

export function lumaWeights(matrix: YuvMatrix): { kr: number; kb: number } {
  return LUMA_WEIGHTS[matrix];
}

/**
 * The colour of a frame: what the picture itself says, else the container, else BT.601 below 720 lines and BT.709
 * from there on, which is what Chromium shows for untagged clips.
 */
export function resolveYuvColor(
  sample: Pick<VideoSampleColorSpace, 'matrix' | 'fullRange'>,
  container: { matrix?: string | null; fullRange?: boolean | null },
  codedHeight: number,
): YuvColor {
  const named = [sample.matrix, container.matrix].find((matrix) => matrix != null && matrix in LUMA_WEIGHTS);
  return {
    matrix: (named as YuvMatrix | undefined) ?? (codedHeight < 720 ? 'smpte170m' : 'bt709'),
    fullRange: sample.fullRange ?? container.fullRange ?? false,
  };
}
