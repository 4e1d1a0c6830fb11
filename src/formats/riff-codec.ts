import { numbersIn } from './head-bytes.ts';

/** Where the four signs of the codec stand in a BITMAPINFOHEADER, and how long the shortest one is. */
const COMPRESSION_AT = 16;
const HEADER_BYTES = 40;

/** The codec of the first video stream of an AVI: from its format, which players go by, not from its handler. */
export function aviCodec(text: string): string | undefined {
  const stream = text.indexOf('vids');
  const format = stream < 0 ? -1 : text.indexOf('strf', stream);
  return format < 0 ? undefined : text.slice(format + 8 + COMPRESSION_AT, format + 12 + COMPRESSION_AT);
}

/** Advanced Systems Format, 3.3 and 9.2: the video stream's type, its lengths and flags, its size, then the header. */
const ASF_VIDEO = '\xc0\xef\x19\xbcM[\xcf\x11\xa8\xfd\0\x80_\\D+';
const FROM_TYPE_TO_HEADER = 54 + 11;

export function asfCodec(text: string): string | undefined {
  const type = text.indexOf(ASF_VIDEO);
  const at = type + FROM_TYPE_TO_HEADER + COMPRESSION_AT;
  return type < 0 ? undefined : text.slice(at, at + 4);
}

/** The codec that a Matroska file keeps in the manner of AVI (`V_MS/VFW/FOURCC`), in the private data of its track. */
export function matroskaFourCc(head: Uint8Array, text: string): string | undefined {
  const id = text.indexOf('V_MS/VFW/FOURCC');
  for (let at = text.indexOf('\x63\xa2', Math.max(0, id - 256)); id >= 0 && at >= 0 && at < id + 512; ) {
    const sizeBytes = Math.clz32(head[at + 2]!) - 23;
    const header = at + 2 + sizeBytes;
    if (numbersIn(head).u32le(header) >= HEADER_BYTES && numbersIn(head).u32le(header) < 0x1_0000) {
      return text.slice(header + COMPRESSION_AT, header + COMPRESSION_AT + 4);
    }
    at = text.indexOf('\x63\xa2', at + 1);
  }
  return undefined;
}
