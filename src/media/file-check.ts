import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { foreignFileOf, HEAD_BYTES, isDeeper, START_BYTES } from '../formats/foreign-file.ts';
import { countsTooMuch } from './iso-counts.ts';
import { isProtected } from './iso-protection.ts';
import {
  foreignProblem,
  type MediaProblem,
  MediaProblemError,
  missingFile,
  notMedia,
  quoteFile,
  truncated,
} from './media-problem.ts';
import type { Outcome } from './outcome.ts';

/** The index of a clip of the greatest length is smaller. */
const MAX_INDEX_BYTES = 128e6;
/** Fragmented recordings have two boxes per second or so; more than this is no reason to read on. */
const MAX_BOXES = 20_000;
/** No container or image is smaller; readers assume at least a header. */
const MIN_BYTES = 32;
const ISO_BOXES = new Set(['ftyp', 'moov', 'mdat', 'free', 'wide', 'skip', 'pnot', 'styp']);
const EBML_MAGIC = 0x1a45dfa3;
const SEGMENT_ID = 0x18538067;

/**
 * Checks that a file exists, is a file and is not empty, that it is nothing else than what is read here, and that a
 * parser would get through its index. The value is a problem of the container that need not stop reading: a file
 * shorter than it says, or an MP4 without its index.
 */
export async function checkReadableFile(path: string): Promise<Outcome<MediaProblem | null, MediaProblem>> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return { ok: false, problem: notMedia(path, 'it is a folder') };
    if (stats.size === 0) return { ok: false, problem: emptyFile(path) };
    if (stats.size < MIN_BYTES)
      return { ok: false, problem: notMedia(path, `it has only ${stats.size} bytes`) };
    const file = await open(path, 'r');
    try {
      return { ok: true, value: await findCutOff(path, file, stats.size) };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof MediaProblemError) return { ok: false, problem: error.problem };
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { ok: false, problem: missingFile(path) };
    if (code === 'EACCES' || code === 'EPERM') return { ok: false, problem: noPermission(path) };
    throw error;
  }
}

function emptyFile(path: string): MediaProblem {
  return {
    code: 'empty',
    message: `${quoteFile(path)} is empty (0 bytes).`,
    fix: 'Wait until the export or copy has finished, or export it again.',
  };
}

function noPermission(path: string): MediaProblem {
  return {
    code: 'unsupported',
    message: `${quoteFile(path)} may not be read: no permission.`,
    fix: 'Change the permissions of the file or copy it to a folder of yours.',
  };
}

async function findCutOff(path: string, file: FileHandle, sizeBytes: number): Promise<MediaProblem | null> {
  const head = await readBytes(file, 0, START_BYTES);
  const foreign = isDeeper(head) ? foreignFileOf(await readBytes(file, 0, HEAD_BYTES)) : null;
  if (foreign) throw new MediaProblemError(foreignProblem(basename(path), foreign));
  if (head.readUInt32BE(0) === EBML_MAGIC) return cutMatroska(path, head, sizeBytes);
  return ISO_BOXES.has(head.toString('latin1', 4, 8)) ? cutIsoFile(path, file, sizeBytes) : null;
}

async function cutIsoFile(path: string, file: FileHandle, sizeBytes: number): Promise<MediaProblem | null> {
  const seen = new Set<string>();
  let lastType = '';
  let position = 0;
  for (let count = 0; position + 8 <= sizeBytes && count < MAX_BOXES; count++) {
    const header = await readBytes(file, position, 16);
    const type = header.toString('latin1', 4, 8);
    seen.add(type);
    lastType = type;
    const size = header.readUInt32BE(0);
    const start = position;
    if (size === 0) position = sizeBytes;
    else if (size === 1 && header.length === 16) position += Number(header.readBigUInt64BE(8));
    else position += Math.max(8, size);
    if (type === 'moov' || type === 'moof') {
      await refuseIndex(path, file, start, Math.min(position, sizeBytes) - start);
    }
  }
  const indexIsCut = lastType === 'moov' && position > sizeBytes;
  if (indexIsCut || (!seen.has('moov') && (seen.has('mdat') || position > sizeBytes))) {
    return truncated(path, 'its index is missing, as when a recording, export or download stops early');
  }
  return position > sizeBytes ? missingBytes(path, sizeBytes, position) : null;
}

/** Throws `MediaProblemError` for an index whose counts are no clip's, or whose pictures need a key. */
async function refuseIndex(path: string, file: FileHandle, position: number, bytes: number) {
  const index = bytes > MAX_INDEX_BYTES ? null : await readBytes(file, position, bytes);
  if (!index || countsTooMuch(index)) {
    throw new MediaProblemError(truncated(path, 'its index counts more frames than a clip can have'));
  }
  if (isProtected(index)) {
    throw new MediaProblemError(foreignProblem(basename(path), { format: 'mp4', codec: 'encv' }));
  }
}

function cutMatroska(path: string, head: Buffer, sizeBytes: number): MediaProblem | null {
  const header = readVint(head, 4);
  const segmentAt = header.end + header.value;
  if (segmentAt + 12 > head.length || head.readUInt32BE(segmentAt) !== SEGMENT_ID) return null;
  const segment = readVint(head, segmentAt + 4);
  const end = segment.end + segment.value;
  return !segment.unknown && end > sizeBytes ? missingBytes(path, sizeBytes, end) : null;
}

/** EBML variable-length size: leading zero bits tell the length; all ones mean unknown (RFC 8794, section 4). */
function readVint(bytes: Buffer, at: number): { value: number; end: number; unknown: boolean } {
  const first = bytes[at]!;
  const length = Math.max(1, Math.clz32(first) - 23);
  let value = first & (0xff >> length);
  let allOnes = value === 0xff >> length;
  for (let i = 1; i < length && at + i < bytes.length; i++) {
    value = value * 256 + bytes[at + i]!;
    allOnes &&= bytes[at + i] === 0xff;
  }
  return { value, end: at + length, unknown: allOnes };
}

function missingBytes(path: string, sizeBytes: number, declaredBytes: number): MediaProblem {
  return truncated(path, `only ${sizeBytes} of ${declaredBytes} bytes are there`);
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
