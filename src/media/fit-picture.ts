import type { VideoSample } from 'mediabunny';
import {
  AV_PIX_FMT_RGBA,
  AV_PIX_FMT_YUV420P,
  type AVPixelFormat,
  avcodecFindBestPixFmtOfList,
  avGetPixFmtFromName,
  avGetPixFmtName,
  type Frame,
  Rational,
} from 'node-av';
import { avFrameOf, sampleOfFrame, tagFrame } from './av-frame.ts';
import type { YuvMatrix } from './color-matrix.ts';
import { runFilters } from './filter-chain.ts';
import { type PictureColor, tagsOf } from './picture-color.ts';
import { rgbaToSample } from './rgba-to-sample.ts';
import { sampleToRgba } from './sample-to-rgba.ts';

export type PictureSize = { width: number; height: number };
/** How a picture meets another shape: cut, bars of black, or stretched. */
export type PictureFit = 'crop' | 'pad' | 'stretch';
export type PictureTarget = PictureSize & { fit: PictureFit };

/** What a container can say by name; the others are of analogue times. */
const NAMED_MATRICES: YuvMatrix[] = ['bt709', 'smpte170m', 'bt470bg', 'bt2020-ncl'];
/** Code of ITU-T H.273 for R'G'B'. */
const RGB_MATRIX = 0;

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

/** The formats a filter may end with: one that cannot turn 4:2:2 would choose any that it can, packed ones too. */
const READABLE_FORMATS = [
  ...PLANAR_FORMATS.map(avGetPixFmtName),
  'nv12',
  'rgba',
  'rgb0',
  'bgra',
  'bgr0',
].join('|');

/**
 * The picture upright, in square pixels and at the asked size, as a sample that the caller closes. Its code values
 * keep the coding `color`: every filter is told the matrix and the range, so that none converts by its own guess.
 * Layouts that the rest of the program does not read (4:4:0, planar RGB, grey) become the nearest that it does.
 */
export async function fitPicture(
  sample: VideoSample,
  target: PictureTarget,
  color: PictureColor,
): Promise<VideoSample> {
  const filters = geometryFilters(sample, target);
  if (filters.length === 0 && sample.format !== null) return sample.clone();
  using frame = await avFrameOf(sample);
  const format = frame.format as AVPixelFormat;
  const readable = sample.format === null ? avGetPixFmtName(nearestReadable(format)) : READABLE_FORMATS;
  filters.push(`format=${readable}`);
  return await filterFrame(frame, filters, color, color, sample);
}

/**
 * The same as 8-bit 4:2:0 of studio range, which the encoder takes: in the picture's own matrix where a file can name
 * it, in BT.709 for RGB and what is of another time. The sample says which.
 */
export async function fitForEncoder(
  sample: VideoSample,
  target: PictureTarget,
  color: PictureColor,
): Promise<VideoSample> {
  using frame = await avFrameOf(sample);
  const format = frame.format as AVPixelFormat;
  if (isRgb(format) || !NAMED_MATRICES.includes(color.matrix)) {
    using fitted = await fitPicture(sample, target, color);
    return rgbaToSample(await sampleToRgba(fitted, color), target.width, target.height, sample);
  }
  const filters = geometryFilters(sample, target);
  if (format !== AV_PIX_FMT_YUV420P || color.fullRange) {
    filters.push('scale=out_range=tv:flags=bicubic+accurate_rnd', 'format=yuv420p');
  }
  return await filterFrame(frame, filters, color, { ...color, fullRange: false }, sample);
}

async function filterFrame(
  frame: Frame,
  filters: string[],
  from: PictureColor,
  to: PictureColor,
  { timestamp, duration }: VideoSample,
): Promise<VideoSample> {
  const format = WITHOUT_RANGE.get(frame.format) ?? (frame.format as AVPixelFormat);
  frame.format = format;
  frame.sampleAspectRatio = new Rational(1, 1);
  const tags = tagsOf(from);
  const first: string[] = [];
  if (isRgb(format)) Object.assign(tags, { matrix: RGB_MATRIX, fullRange: true });
  if (isGrey(format)) {
    // The scaler takes grey for full range whatever it is told, so it gets its real range after it has chroma.
    const range = from.fullRange ? 'pc' : 'tv';
    first.push(`format=${avGetPixFmtName(nearestReadable(format))}`, `setparams=range=${range}`);
    tags.fullRange = true;
  }
  tagFrame(frame, tags);
  const fitted = await runFilters(frame, [...first, ...filters, 'setsar=1'].join(','));
  tagFrame(fitted, tagsOf(to));
  return sampleOfFrame(fitted, { timestamp, duration });
}

/** What brings a sample into shape, in libavfilter's notation; nothing where it has it. */
function geometryFilters(sample: VideoSample, target: PictureTarget): string[] {
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

function scaledSize(shown: PictureSize, { width, height, fit }: PictureTarget): PictureSize {
  if (fit === 'stretch') return { width, height };
  const factors = [width / shown.width, height / shown.height];
  const factor = fit === 'crop' ? Math.max(...factors) : Math.min(...factors);
  const scale = (side: number) => Math.max(1, Math.round(side * factor));
  return { width: scale(shown.width), height: scale(shown.height) };
}

/** The format the rest of the program reads that loses least. */
function nearestReadable(format: AVPixelFormat): AVPixelFormat {
  return isRgb(format) ? AV_PIX_FMT_RGBA : avcodecFindBestPixFmtOfList(PLANAR_FORMATS, format);
}

function isRgb(format: AVPixelFormat): boolean {
  return /^(gbr|rgb|bgr|0rgb|0bgr|argb|abgr|pal8)/.test(avGetPixFmtName(format) ?? '');
}

function isGrey(format: AVPixelFormat): boolean {
  return /^(gray|ya)/.test(avGetPixFmtName(format) ?? '');
}
