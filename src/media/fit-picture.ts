import { AvFrameVideoSampleResource } from '@mediabunny/server';
import { VideoSample } from 'mediabunny';
import {
  AV_PIX_FMT_RGBA,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT470BG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_SPC_RGB,
  AVCOL_SPC_SMPTE170M,
  type AVColorSpace,
  type AVPixelFormat,
  avcodecFindBestPixFmtOfList,
  avGetPixFmtFromName,
  avGetPixFmtName,
  type Frame,
  Rational,
} from 'node-av';
import { avFrameOf } from './av-frame.ts';
import type { YuvColor, YuvMatrix } from './color-matrix.ts';
import { runFilters } from './filter-chain.ts';

export type PictureSize = { width: number; height: number };
/** How a picture meets another shape: cut, bars of black, or stretched. */
export type PictureFit = 'crop' | 'pad' | 'stretch';

const MATRIX_CODES: Record<YuvMatrix, AVColorSpace> = {
  bt709: AVCOL_SPC_BT709,
  smpte170m: AVCOL_SPC_SMPTE170M,
  bt470bg: AVCOL_SPC_BT470BG,
  'bt2020-ncl': AVCOL_SPC_BT2020_NCL,
};

/** Formats with full range in their name, which libav has deprecated for a tag. */
const WITHOUT_RANGE = new Map<number, AVPixelFormat>(
  ['420', '422', '440', '444'].map((subsampling) => [
    avGetPixFmtFromName(`yuvj${subsampling}p`),
    avGetPixFmtFromName(`yuv${subsampling}p`),
  ]),
);

/** Clockwise turns. */
const TURNS: Record<VideoSample['rotation'], string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/** Planar formats the rest of the program reads. */
const PLANAR_FORMATS = ['420', '422', '444'].flatMap((subsampling) =>
  ['', '10le', '12le'].map((bits) => avGetPixFmtFromName(`yuv${subsampling}p${bits}`)),
);

/**
 * The picture upright, in square pixels and at the asked size, as a sample that the caller closes. Its code values
 * keep the coding `color`: every filter is told the matrix and the range, so that none converts by its own guess.
 * Layouts that the rest of the program does not read (4:4:0, planar RGB, grey) become the nearest that it does.
 */
export async function fitPicture(
  sample: VideoSample,
  target: PictureSize & { fit: PictureFit },
  color: YuvColor,
): Promise<VideoSample> {
  const filters = geometryFilters(sample, target);
  if (filters.length === 0 && sample.format !== null) return sample.clone();
  using frame = await avFrameOf(sample);
  frame.format = WITHOUT_RANGE.get(frame.format) ?? frame.format;
  if (sample.format === null) filters.push(`format=${nearestReadable(frame.format as AVPixelFormat)}`);
  tagFrame(frame, color);
  const fitted = await runFilters(frame, [...filters, 'setsar=1'].join(','));
  tagFrame(fitted, color);
  const { timestamp, duration } = sample;
  return new VideoSample(new AvFrameVideoSampleResource(fitted), { timestamp, duration });
}

/** What brings a sample into shape, in libavfilter's notation; nothing where it has it. */
function geometryFilters(sample: VideoSample, target: PictureSize & { fit: PictureFit }): string[] {
  const { rotation, flip, visibleRect } = sample;
  const upright = (width: number, height: number) =>
    rotation % 180 === 0 ? { width, height } : { width: height, height: width };
  const stored = upright(visibleRect.width, visibleRect.height);
  const shown = upright(sample.squarePixelWidth, sample.squarePixelHeight);
  const scaled = scaledSize(shown, target);
  const size = `${target.width}:${target.height}`;
  const isOfSize = (a: PictureSize, b: PictureSize) => a.width === b.width && a.height === b.height;
  return [
    ...TURNS[rotation],
    ...(flip ? ['hflip'] : []),
    ...(isOfSize(stored, scaled) ? [] : [`scale=${scaled.width}:${scaled.height}:flags=bicubic`]),
    ...(isOfSize(scaled, target) ? [] : [target.fit === 'pad' ? `pad=${size}:-1:-1:black` : `crop=${size}`]),
  ];
}

function scaledSize(
  shown: PictureSize,
  { width, height, fit }: PictureSize & { fit: PictureFit },
): PictureSize {
  if (fit === 'stretch') return { width, height };
  const factors = [width / shown.width, height / shown.height];
  const factor = fit === 'crop' ? Math.max(...factors) : Math.min(...factors);
  const scale = (side: number) => Math.max(1, Math.round(side * factor));
  return { width: scale(shown.width), height: scale(shown.height) };
}

/** The planar format the rest of the program reads that loses least. */
function nearestReadable(format: AVPixelFormat): string {
  const readable = isRgb(format) ? AV_PIX_FMT_RGBA : avcodecFindBestPixFmtOfList(PLANAR_FORMATS, format);
  return avGetPixFmtName(readable)!;
}

function tagFrame(frame: Frame, color: YuvColor): void {
  const format = frame.format as AVPixelFormat;
  frame.sampleAspectRatio = new Rational(1, 1);
  frame.colorSpace = isRgb(format) ? AVCOL_SPC_RGB : MATRIX_CODES[color.matrix];
  // Grey goes through as full range, because the scaler takes it for that and would stretch it otherwise.
  const fullRange = color.fullRange || isRgb(format) || isGrey(format);
  frame.colorRange = fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
}

function isRgb(format: AVPixelFormat): boolean {
  return /^(gbr|rgb|bgr|0rgb|0bgr|argb|abgr|pal8)/.test(avGetPixFmtName(format) ?? '');
}

function isGrey(format: AVPixelFormat): boolean {
  return /^(gray|ya)/.test(avGetPixFmtName(format) ?? '');
}
