import { numbersIn } from './head-bytes.ts';

/** FLV, annex E.4.3: the number of the codec in the first byte of a video tag. */
const FLV_CODECS: Readonly<Record<number, string>> = {
  ...{ 2: 'spark', 3: 'screen', 4: 'vp6', 5: 'vp6', 6: 'screen', 7: 'h264', 12: 'hevc' },
};
const FLV_VIDEO = 9;
const FLV_FIRST_TAG = 13;
/** Enhanced RTMP: four signs instead of the number. */
const FLV_FOUR_CC = 0x80;

export function flvCodec(head: Uint8Array, text: string): string | undefined {
  const { byte, u32be } = numbersIn(head);
  for (let at = FLV_FIRST_TAG; at + 16 <= head.length; at += 15 + (u32be(at) & 0xff_ffff)) {
    if ((byte(at) & 0x1f) !== FLV_VIDEO) continue;
    const first = byte(at + 11);
    return (first & FLV_FOUR_CC) === 0 ? FLV_CODECS[first & 0x0f] : text.slice(at + 12, at + 16);
  }
  return undefined;
}

export function realCodec(text: string): string | undefined {
  return /VIDO(RV\d0)/.exec(text)?.[1];
}

/** First bytes of a stream in an Ogg file (the beginnings of its pages), by codec. */
const OGG_VIDEO: readonly (readonly [string, string])[] = [
  ['\x80theora', 'theora'],
  ['BBCD\0', 'dirac'],
];

/** The codec of a video in an Ogg file; undefined where there is only sound. */
export function oggCodec(text: string): string | undefined {
  return OGG_VIDEO.find(([mark]) => text.includes(mark))?.[1];
}

/** SMPTE RP 224: the label of a coding up to its version, behind that what it is of (pictures), then which one. */
const MXF_LABEL = '\x06\x0e+4\x04\x01\x01';
const MXF_PICTURES = '\x04\x01\x02';
const MXF_CODECS: readonly (readonly [prefix: string, codec: string])[] = [
  ['\x02\x01\x31', 'h264'],
  ['\x02\x01\x32', 'h264'],
  ['\x02\x01\x20', 'mpeg4'],
  ['\x02\x01', 'mpeg2'],
  ['\x02\x02', 'dv'],
  ['\x02\x03\x06', 'prores'],
  ['\x02\x03\x09', 'ffv1'],
  ['\x02\x03', 'jpeg2000'],
  ['\x02\x04', 'vc1'],
  ['\x02\x71', 'dnxhd'],
  ['\x01', 'uncompressed'],
];

/** The picture coding of an MXF file. */
export function mxfCodec(text: string): string | undefined {
  for (let at = text.indexOf(MXF_LABEL); at >= 0; at = text.indexOf(MXF_LABEL, at + 1)) {
    const place = at + MXF_LABEL.length + 1;
    if (!text.startsWith(MXF_PICTURES, place)) continue;
    const which = place + MXF_PICTURES.length;
    const known = MXF_CODECS.find(([prefix]) => text.startsWith(prefix, which));
    if (known) return known[1];
  }
  return undefined;
}

const START = '\0\0\x01';
/** The byte behind a start code, by what it begins: ISO/IEC 11172-2, 13818-2, 14496-10, 23008-2. */
const SEQUENCE = `${START}\xb3`;
const EXTENSION = `${START}\xb5`;
const H264_SETTINGS = ['\x67', '\x27', '\x47'].map((type) => START + type);
const H264_DELIMITER = `${START}\x09`;
const HEVC_STARTS = ['\x40\x01', '\x46\x01'].map((type) => START + type);

/** A bare stream or one in a program stream. */
export function startCodeCodec(text: string): string | undefined {
  if (text.includes(SEQUENCE)) return text.includes(EXTENSION) ? 'mpeg2' : 'mpeg1';
  if (H264_SETTINGS.some((start) => text.includes(start))) return 'h264';
  return HEVC_STARTS.some((start) => text.includes(start)) ? 'hevc' : undefined;
}

/** The codec of a file that is nothing but a stream; start codes may have one zero more. */
export function bareStreamCodec(text: string): string | undefined {
  const begins = (start: string) => text.startsWith(start) || text.startsWith(`\0${start}`);
  if (begins(SEQUENCE)) return startCodeCodec(text);
  if (H264_SETTINGS.some(begins)) return 'h264-stream';
  if (begins(H264_DELIMITER)) return startCodeCodec(text) === 'h264' ? 'h264-stream' : undefined;
  return HEVC_STARTS.some(begins) ? 'hevc-stream' : undefined;
}

export function ivfCodec(text: string): string {
  return text.slice(8, 12);
}
