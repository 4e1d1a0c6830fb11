import { animatedStill } from './animated-still.ts';
import type { ForeignFile } from './describe-foreign.ts';
import type { FormatId } from './formats.ts';
import { latin1 } from './head-bytes.ts';
import { foreignPicture } from './iso-brand.ts';
import { plainText } from './plain-text.ts';
import { asfCodec, aviCodec } from './riff-codec.ts';
import { signatureOf } from './signatures.ts';
import {
  bareStreamCodec,
  flvCodec,
  ivfCodec,
  mxfCodec,
  oggCodec,
  realCodec,
  startCodeCodec,
} from './stream-codecs.ts';
import { transportCodecs } from './transport-stream.ts';

/** How much of a file tells what it is; codecs are named far inside some containers. */
export const HEAD_BYTES = 256 * 1024;
/** Of a file that is read, so much is enough to know it. */
export const START_BYTES = 4096;

/** Codecs of a transport stream that are read. */
const READ_IN_TS = ['h264', 'hevc'];

/** Whether more than the start has to be looked at to name a file. */
export function isDeeper(start: Uint8Array): boolean {
  return foreignFileOf(start) !== null || transportCodecs(start) !== null;
}

/** What a file is, by its first bytes, where that is something that is not read as it is. Null: read it, or unknown. */
export function foreignFileOf(head: Uint8Array): ForeignFile | null {
  const start = latin1(head.subarray(0, START_BYTES));
  const picture = foreignPicture(head, start) ?? animatedStill(head, start);
  if (picture) return picture;
  const format = signatureOf(start);
  if (format) return withCodec(format, codecIn(format, head, latin1(head)));
  if (start.startsWith('OggS')) {
    const codec = oggCodec(start);
    return codec === undefined ? null : { format: 'ogg', codec };
  }
  const inTransport = transportCodecs(head);
  if (inTransport) {
    const [codec] = inTransport;
    const isRead = codec === undefined || inTransport.some((one) => READ_IN_TS.includes(one));
    return isRead ? null : { format: 'ts', codec };
  }
  const bare = bareStreamCodec(start);
  if (bare !== undefined) return { format: 'elementary', codec: bare };
  const textual = plainText(head);
  return textual && { format: textual };
}

function codecIn(format: FormatId, head: Uint8Array, text: string): string | undefined {
  switch (format) {
    case 'avi':
      return aviCodec(text);
    case 'asf':
      return asfCodec(text);
    case 'flv':
      return flvCodec(head, text);
    case 'rm':
      return realCodec(text);
    case 'mxf':
      return mxfCodec(text);
    case 'ps':
      return startCodeCodec(text);
    case 'ivf':
      return ivfCodec(text);
    default:
      return undefined;
  }
}

const withCodec = (format: FormatId, codec: string | undefined): ForeignFile => ({
  format,
  ...(codec !== undefined && codec !== '' && { codec }),
});
