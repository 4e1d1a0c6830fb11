import {
  addContainer,
  changeContainer,
  changeToMov,
  changeToWebm,
  getUnprotected,
  transcodeIn,
  type WayOut,
} from './ways-out.ts';

export interface Codec {
  /** As people call it. */
  readonly title: string;
  /** Where it is not simply encoded again. */
  readonly wayOut?: WayOut;
}

const plain = (title: string): Codec => ({ title });

const H264 = { title: 'H.264', wayOut: changeContainer };
const HEVC = { title: 'HEVC (H.265)', wayOut: changeContainer };
const VP8 = { title: 'VP8', wayOut: changeToWebm };
const VP9 = { title: 'VP9', wayOut: changeToWebm };
const AV1 = { title: 'AV1', wayOut: changeToWebm };
const MPEG1 = plain('MPEG-1');
const MPEG2 = plain('MPEG-2');
const MPEG4 = plain('MPEG-4 Part 2 (DivX, Xvid)');
const MSMPEG4 = plain('Microsoft MPEG-4');
const WMV = plain('Windows Media');
const VC1 = plain('VC-1');
const DV = plain('DV');
const MJPEG = plain('Motion JPEG');
const RAW = plain('uncompressed');
const DNX = plain('DNxHD or DNxHR');
const HUFFYUV = plain('HuffYUV');
const INDEO = plain('Indeo');
const HAP = plain('Hap');
const DXV = plain('DXV');
const PRORES: Codec = { title: 'ProRes', wayOut: changeToMov };
const PRORES_RAW: Codec = { title: 'ProRes RAW', wayOut: transcodeIn('Final Cut Pro or Compressor') };
const BRAW: Codec = { title: 'Blackmagic RAW', wayOut: transcodeIn('DaVinci Resolve') };
const LOCKED: Codec = { title: 'copy-protected', wayOut: getUnprotected };

/**
 * By the four signs of QuickTime and AVI files, the ids of Matroska, or names given by a reader of this folder. From
 * the registry of QuickTime and RIFF codes as ffmpeg knows them (libavformat/isom_tags.c, riff.c).
 */
const CODECS: Readonly<Record<string, Codec>> = {
  ...{ h264: H264, H264: H264, X264: H264, x264: H264, avc1: H264, AVC1: H264, avc: H264 },
  ...{ hevc: HEVC, HEVC: HEVC, H265: HEVC, hvc1: HEVC, vp9: VP9, VP90: VP9 },
  ...{ av1: AV1, AV01: AV1, vp8: VP8, VP80: VP8 },
  ...{ 'h264-stream': { title: 'H.264', wayOut: addContainer } },
  ...{ 'hevc-stream': { title: 'HEVC (H.265)', wayOut: addContainer } },
  ...{ mpeg1: MPEG1, V_MPEG1: MPEG1, mpg1: MPEG1, m1v1: MPEG1, MPG1: MPEG1 },
  ...{ mpeg2: MPEG2, V_MPEG2: MPEG2, m2v1: MPEG2, mp2v: MPEG2, MPG2: MPEG2, hdva: MPEG2 },
  ...{ mp4v: MPEG4, XVID: MPEG4, DIVX: MPEG4, DX50: MPEG4, FMP4: MPEG4, MP4V: MPEG4, mpeg4: MPEG4 },
  ...{ 'V_MPEG4/ISO/ASP': MPEG4, 'V_MPEG4/ISO/SP': MPEG4, 'V_MPEG4/ISO/AP': MPEG4 },
  ...{ MP41: MSMPEG4, MP42: MSMPEG4, MP43: MSMPEG4, DIV3: MSMPEG4, 'V_MPEG4/MS/V3': MSMPEG4 },
  ...{ WMV1: WMV, WMV2: WMV, WMV3: WMV, 'vc-1': VC1, WVC1: VC1, vc1: VC1 },
  ...{ s263: plain('H.263'), h263: plain('H.263'), H263: plain('H.263'), spark: plain('Sorenson Spark') },
  ...{ vvc1: plain('H.266 (VVC)'), vvi1: plain('H.266 (VVC)'), vvc: plain('H.266 (VVC)') },
  ...{ apch: PRORES, apcn: PRORES, apcs: PRORES, apco: PRORES, ap4h: PRORES, ap4x: PRORES, prores: PRORES },
  ...{ aprn: PRORES_RAW, aprh: PRORES_RAW, brxq: BRAW, brst: BRAW, brvn: BRAW, brs2: BRAW },
  ...{ AVdn: DNX, AVdh: DNX, dnxhd: DNX, CFHD: plain('CineForm'), jpeg: MJPEG, mjpa: MJPEG, mjpb: MJPEG },
  ...{ MJPG: MJPEG, V_MJPEG: MJPEG, mjpg: MJPEG, 'png ': plain('PNG'), 'rle ': plain('QuickTime Animation') },
  ...{ mjp2: plain('JPEG 2000'), MJ2C: plain('JPEG 2000'), jpeg2000: plain('JPEG 2000') },
  ...{
    'raw ': RAW,
    '2vuy': RAW,
    yuvs: RAW,
    v210: RAW,
    v308: RAW,
    v408: RAW,
    v410: RAW,
    b64a: RAW,
    r210: RAW,
  },
  ...{ R10k: RAW, UYVY: RAW, YUY2: RAW, I420: RAW, V_UNCOMPRESSED: RAW, uncompressed: RAW, '\0\0\0\0': RAW },
  ...{ FFV1: plain('FFV1'), V_FFV1: plain('FFV1'), ffv1: plain('FFV1'), HFYU: HUFFYUV, FFVH: HUFFYUV },
  ...{ ULRG: plain('Ut Video'), ULRA: plain('Ut Video'), ULY0: plain('Ut Video'), ULY2: plain('Ut Video') },
  ...{ ULY4: plain('Ut Video'), ULH0: plain('Ut Video'), ULH2: plain('Ut Video'), LAGS: plain('Lagarith') },
  ...{ MAGY: plain('MagicYUV'), SVQ1: plain('Sorenson'), SVQ3: plain('Sorenson'), cvid: plain('Cinepak') },
  ...{ rpza: plain('Apple Video'), 'smc ': plain('Apple Graphics'), icod: plain('Apple Intermediate') },
  ...{
    dvsd: DV,
    dvhd: DV,
    dvh1: DV,
    'dvc ': DV,
    dvcp: DV,
    dvpp: DV,
    dv5n: DV,
    dv5p: DV,
    dvh5: DV,
    dvh6: DV,
    dv: DV,
  },
  ...{ Hap1: HAP, Hap5: HAP, HapY: HAP, HapM: HAP, HapA: HAP, DXD3: DXV, DXDI: DXV },
  ...{ IV31: INDEO, IV32: INDEO, IV41: INDEO, IV50: INDEO, MSVC: plain('Microsoft Video 1') },
  ...{
    CRAM: plain('Microsoft Video 1'),
    TSCC: plain('TechSmith'),
    tsc2: plain('TechSmith'),
    vp6: plain('VP6'),
  },
  ...{ VP60: plain('VP6'), VP62: plain('VP6'), VP6F: plain('VP6'), screen: plain('Flash screen') },
  ...{ theora: plain('Theora'), V_THEORA: plain('Theora'), dirac: plain('Dirac'), V_DIRAC: plain('Dirac') },
  ...{ drac: plain('Dirac'), BBCD: plain('Dirac'), V_SNOW: plain('Snow'), SNOW: plain('Snow') },
  ...{
    RV10: plain('RealVideo'),
    RV20: plain('RealVideo'),
    RV30: plain('RealVideo'),
    RV40: plain('RealVideo'),
  },
  ...{ avs: plain('AVS'), encv: LOCKED, drmi: LOCKED },
};

/** `id` is that of its container. Of an unknown codec the title is its id. */
export function codecOf(id: string): Codec {
  if (Object.hasOwn(CODECS, id)) return CODECS[id]!;
  const real = /^V_REAL\/(RV\d0)$/.exec(id);
  if (real) return plain('RealVideo');
  if (/^(hdv|xdv|xd5|xdh|mx[345])/.test(id)) return MPEG2;
  return plain(`“${id.replaceAll(/[^\x20-\x7e]/g, '?').trim()}”`);
}
