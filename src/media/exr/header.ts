import { open } from 'node:fs/promises';
import { attributeReaders, type ExrChannel, type PixelWindow } from './attributes.ts';

/** One picture of a file, with channels, windows and compression of its own. */
export interface ExrPart {
  /** Empty where the file does not name it. */
  readonly name: string;
  /** `deep` holds a list of samples for every pixel instead of one. */
  readonly kind: 'scanlines' | 'tiles' | 'deep';
  /** In file order, which is alphabetical. */
  readonly channels: readonly ExrChannel[];
  /** By its name in the format's documentation, such as `ZIP`. */
  readonly compression: string;
  /** Pixels that are stored; may be smaller or larger than what is shown. */
  readonly dataWindow: PixelWindow;
  /** Pixels that are shown. */
  readonly displayWindow: PixelWindow;
  /** Size of a tile in px; null without tiles. */
  readonly tile: { readonly width: number; readonly height: number } | null;
  /** CIE x and y of red, green, blue and white; null where the file leaves it at BT.709. */
  readonly chromaticities: readonly number[] | null;
  /** Number of blocks in the file, where it says so. */
  readonly chunkCount: number | null;
}

export interface ExrFile {
  readonly parts: readonly ExrPart[];
  /** Whether every block begins with the number of its part. */
  readonly isMultiPart: boolean;
  /** Where the tables of block positions begin. */
  readonly tablesAt: number;
}

export type HeaderOutcome =
  | { readonly ok: true; readonly file: ExrFile }
  /** `incomplete` may be whole with more bytes; `too-large` claims more pixels than are ever read. */
  | { readonly ok: false; readonly reason: 'foreign' | 'incomplete' | 'damaged' | 'too-large' };

const MAGIC = 0x01_31_2f_76;
const VERSION = 2;
/** Bits of the version field. */
const TILED = 0x200;
const NON_IMAGE = 0x800;
const MULTI_PART = 0x1000;
/** Longest attribute name or type, and most attributes or parts: more is no file of a sane program. */
const MAX_NAME = 255;
const MAX_ATTRIBUTES = 1000;
const MAX_PARTS = 1000;
const MAX_SIDE_PX = 32_768;
/** As for other stills: about 600 MB decoded. */
const MAX_PIXELS = 144_000_000;

/** How much of a file is read for its header: first what nearly all need, then more for long notes and preview pictures. */
const HEADER_READS = [64 * 1024, 1024 * 1024, 16 * 1024 * 1024];

/** Whether these first bytes are those of an EXR file. */
export function looksLikeExr(head: Buffer): boolean {
  return head.length >= 4 && head.readUInt32LE(0) === MAGIC;
}

/** The header of a file, by its first megabytes. */
export async function exrHeaderOf(path: string): Promise<HeaderOutcome> {
  const file = await open(path, 'r');
  try {
    let found: HeaderOutcome = { ok: false, reason: 'foreign' };
    for (const bytes of HEADER_READS) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
      found = readExrHeader(buffer.subarray(0, bytesRead));
      if (found.ok || found.reason !== 'incomplete' || bytesRead < bytes) return found;
    }
    return found;
  } finally {
    await file.close();
  }
}

/** Reads the headers of all parts, after "OpenEXR File Layout" (openexr.com). Never throws. */
export function readExrHeader(head: Buffer): HeaderOutcome {
  if (!looksLikeExr(head)) return { ok: false, reason: 'foreign' };
  if (head.length < 8) return { ok: false, reason: 'incomplete' };
  const flags = head.readUInt32LE(4);
  if ((flags & 0xff) !== VERSION) return { ok: false, reason: 'damaged' };
  const isMultiPart = (flags & MULTI_PART) !== 0;
  const parts: ExrPart[] = [];
  let at = 8;
  do {
    const read = readAttributes(head, at);
    if (typeof read === 'string') return { ok: false, reason: read };
    at = read.end;
    // Several parts end with an empty header.
    if (isMultiPart && read.attributes.size === 0) break;
    const part = partOf(read.attributes, flags);
    if (typeof part === 'string') return { ok: false, reason: part };
    parts.push(part);
  } while (isMultiPart && parts.length < MAX_PARTS);
  return parts.length > 0
    ? { ok: true, file: { parts, isMultiPart, tablesAt: at } }
    : { ok: false, reason: 'damaged' };
}

type Attributes = Map<string, { readonly type: string; readonly value: Buffer }>;

function readAttributes(
  head: Buffer,
  start: number,
): { attributes: Attributes; end: number } | 'incomplete' | 'damaged' {
  const attributes: Attributes = new Map();
  let at = start;
  while (attributes.size <= MAX_ATTRIBUTES) {
    const nameEnd = head.indexOf(0, at);
    if (nameEnd < 0) return head.length - at > MAX_NAME ? 'damaged' : 'incomplete';
    if (nameEnd === at) return { attributes, end: at + 1 };
    const typeEnd = head.indexOf(0, nameEnd + 1);
    if (nameEnd - at > MAX_NAME || typeEnd - nameEnd > MAX_NAME + 1) return 'damaged';
    if (typeEnd < 0 || typeEnd + 5 > head.length) return 'incomplete';
    const bytes = head.readInt32LE(typeEnd + 1);
    if (bytes < 0) return 'damaged';
    const valueAt = typeEnd + 5;
    if (valueAt + bytes > head.length) return 'incomplete';
    attributes.set(head.toString('latin1', at, nameEnd), {
      type: head.toString('latin1', nameEnd + 1, typeEnd),
      value: head.subarray(valueAt, valueAt + bytes),
    });
    at = valueAt + bytes;
  }
  return 'damaged';
}

function partOf(attributes: Attributes, flags: number): ExrPart | 'damaged' | 'too-large' {
  const read = attributeReaders((name, type) => {
    const found = attributes.get(name);
    return found?.type === type ? found.value : null;
  });
  const [channels, dataWindow, tile] = [read.channels(), read.window('dataWindow'), read.tile()];
  const displayWindow = read.window('displayWindow') ?? dataWindow;
  if (!channels || !dataWindow || !displayWindow) return 'damaged';
  for (const { width, height } of [dataWindow, displayWindow]) {
    if (width <= 0 || height <= 0) return 'damaged';
    if (width > MAX_SIDE_PX || height > MAX_SIDE_PX || width * height > MAX_PIXELS) return 'too-large';
  }
  const type = read.text('type');
  const isDeep = type === null ? (flags & NON_IMAGE) !== 0 : /^deep/.test(type);
  const isTiled = type === null ? (flags & TILED) !== 0 : type === 'tiledimage';
  if (isTiled && !tile) return 'damaged';
  return {
    name: read.text('name') ?? '',
    kind: isDeep ? 'deep' : isTiled ? 'tiles' : 'scanlines',
    channels,
    compression: read.compression(),
    dataWindow,
    displayWindow,
    tile: isTiled ? tile : null,
    chromaticities: read.chromaticities(),
    chunkCount: read.integer('chunkCount'),
  };
}
