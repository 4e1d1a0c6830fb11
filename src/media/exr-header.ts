import { open } from 'node:fs/promises';

/** What the header of an EXR file tells, after the OpenEXR file layout (openexr.com, "OpenEXR File Layout"). */
export interface ExrHeader {
  readonly width: number;
  readonly height: number;
  /** By name, in file order; `half` is 16-bit floating point. */
  readonly channels: readonly { readonly name: string; readonly type: 'uint' | 'half' | 'float' }[];
  readonly compression: string;
}

const MAGIC = 0x01_31_2f_76;
/** Compressions by their number in the file. */
const COMPRESSIONS = ['none', 'RLE', 'ZIPS', 'ZIP', 'PIZ', 'PXR24', 'B44', 'B44A', 'DWAA', 'DWAB'];
const TYPES = ['uint', 'half', 'float'] as const;
/** Longest attribute name or type, and most attributes: more is no header of a sane program. */
const MAX_NAME = 255;
const MAX_ATTRIBUTES = 200;
const MAX_SIDE_PX = 32_768;

/** Bytes at the start of a file within which a header of a sane program ends. */
const EXR_HEADER_BYTES = 64 * 1024;

/** Whether these first bytes are those of an EXR file. */
export function looksLikeExr(head: Buffer): boolean {
  return head.length >= 4 && head.readUInt32LE(0) === MAGIC;
}

/** Reads the header from a file's first bytes; null where it is none or is damaged. Multi-part files are not read. */
export function readExrHeader(head: Buffer): ExrHeader | null {
  if (!looksLikeExr(head) || head.length < 9 || head[4] !== 2) return null;
  const isMultiPart = (head[5]! & 0x10) !== 0;
  if (isMultiPart) return null;
  let at = 8;
  const text = (): string | null => {
    const end = head.indexOf(0, at);
    if (end < 0 || end - at > MAX_NAME) return null;
    const found = head.toString('latin1', at, end);
    at = end + 1;
    return found;
  };
  let size: { width: number; height: number } | null = null;
  let channels: ExrHeader['channels'] | null = null;
  let compression = 'none';
  for (let count = 0; count < MAX_ATTRIBUTES; count++) {
    const name = text();
    if (name === '') return size && channels ? { ...size, channels, compression } : null;
    const type = name === null ? null : text();
    if (type === null || at + 4 > head.length) return null;
    const bytes = head.readInt32LE(at);
    at += 4;
    if (bytes < 0 || at + bytes > head.length) return null;
    const value = head.subarray(at, at + bytes);
    at += bytes;
    if (name === 'dataWindow' && type === 'box2i' && bytes === 16) size = windowSize(value);
    if (name === 'compression' && bytes === 1) compression = COMPRESSIONS[value[0]!] ?? `no. ${value[0]}`;
    if (name === 'channels' && type === 'chlist') channels = channelList(value);
  }
  return null;
}

/** The header of a file; null where it is none or is damaged. */
export async function exrHeaderOf(path: string): Promise<ExrHeader | null> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(EXR_HEADER_BYTES), 0, EXR_HEADER_BYTES, 0);
    return readExrHeader(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function windowSize(box: Buffer): { width: number; height: number } | null {
  const width = box.readInt32LE(8) - box.readInt32LE(0) + 1;
  const height = box.readInt32LE(12) - box.readInt32LE(4) + 1;
  return width > 0 && height > 0 && width <= MAX_SIDE_PX && height <= MAX_SIDE_PX ? { width, height } : null;
}

/** Each channel: name, zero, pixel type, four bytes of flags, two sampling rates; a zero ends the list. */
function channelList(list: Buffer): ExrHeader['channels'] | null {
  const channels: { name: string; type: (typeof TYPES)[number] }[] = [];
  let at = 0;
  while (at < list.length && list[at] !== 0) {
    const end = list.indexOf(0, at);
    if (end < 0 || end + 17 > list.length) return null;
    const type = TYPES[list.readInt32LE(end + 1)];
    if (!type) return null;
    channels.push({ name: list.toString('latin1', at, end), type });
    at = end + 17;
  }
  return channels.length > 0 ? channels : null;
}
