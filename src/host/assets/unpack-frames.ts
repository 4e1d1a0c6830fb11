import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { ImageValue } from '../../engine/value.ts';
import { exrHeaderOf } from '../../media/exr/header.ts';
import type { AssetStore } from './asset-store.ts';

export interface UnpackLimits {
  /** More frames than this are no answer to the request. */
  readonly maxFrames: number;
  /** A float RGBA frame of the largest size is far below. */
  readonly maxFrameBytes: number;
  readonly maxTotalBytes: number;
}

export const UNPACK_LIMITS: UnpackLimits = { maxFrames: 600, maxFrameBytes: 256e6, maxTotalBytes: 60e9 };

export type Unpacked =
  | { readonly ok: true; readonly frames: readonly ImageValue[]; readonly notes: readonly string[] }
  /** `damaged` may come right with another download, `refused` is not read at all. */
  | { readonly ok: false; readonly kind: 'damaged' | 'refused'; readonly text: string };

class Refusal extends Error {}

/**
 * Takes the EXR frames of an archive into the store, in the order of their numbers. Names are never used as paths, sizes
 * are bounded while they are inflated, and no frame of an archive that breaks a rule is used.
 */
export async function unpackFrames(
  path: string,
  assets: AssetStore,
  limits: UnpackLimits = UNPACK_LIMITS,
  onProgress: (fraction: number) => void = () => {},
): Promise<Unpacked> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
    const entries = await listFrames(zip, limits);
    const frames: ImageValue[] = [];
    for (const entry of entries.frames) {
      frames.push(await keepFrame(zip, entry, assets, limits.maxFrameBytes));
      onProgress(frames.length / entries.frames.length);
    }
    return { ok: true, frames, notes: entries.notes };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // The library refuses names that lead out of the folder before they reach us.
    const isRefused =
      error instanceof Refusal || /invalid relative path|absolute path|invalid characters/.test(text);
    return { ok: false, kind: isRefused ? 'refused' : 'damaged', text };
  } finally {
    zip?.close();
  }
}

async function listFrames(zip: ZipFile, limits: UnpackLimits): Promise<{ frames: Entry[]; notes: string[] }> {
  const frames: Entry[] = [];
  const others: string[] = [];
  let totalBytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize } = entry;
    if (fileName.endsWith('/')) continue;
    if (!/\.exr$/i.test(fileName)) {
      others.push(basename(fileName));
      continue;
    }
    totalBytes += uncompressedSize;
    if (uncompressedSize > limits.maxFrameBytes)
      throw new Refusal(`“${basename(fileName)}” would be ${megabytes(uncompressedSize)} large`);
    if (totalBytes > limits.maxTotalBytes)
      throw new Refusal(`its frames would take more than ${megabytes(limits.maxTotalBytes)}`);
    frames.push(entry);
    if (frames.length > limits.maxFrames) throw new Refusal(`it holds more than ${limits.maxFrames} frames`);
  }
  if (frames.length === 0) throw new Refusal('it holds no EXR frame');
  const order = new Intl.Collator('en', { numeric: true });
  frames.sort((a, b) => order.compare(a.fileName, b.fileName));
  const notes =
    others.length > 0 ? [`The archive also held ${others.slice(0, 3).join(', ')}, which was left.`] : [];
  return { frames, notes };
}

async function keepFrame(
  zip: ZipFile,
  entry: Entry,
  assets: AssetStore,
  maxBytes: number,
): Promise<ImageValue> {
  const name = basename(entry.fileName);
  const scratch = assets.scratchPath();
  try {
    const stream = await zip.openReadStreamPromise(entry);
    await pipeline(stream, atMost(maxBytes, name), createWriteStream(scratch, { flags: 'wx' }));
    const header = await exrHeaderOf(scratch);
    if (!header.ok) throw new Refusal(`“${name}” is no EXR picture`);
    const { displayWindow, channels } = header.file.parts[0]!;
    const { width, height } = displayWindow;
    const asset = await assets.adopt(scratch, name);
    const hasAlpha = channels.some((channel) => channel.name === 'A');
    assets.describe(asset.hash, { kind: 'image', format: 'exr', width, height, hasAlpha }, 'image/x-exr');
    return { asset: asset.hash, name, width, height };
  } finally {
    await rm(scratch, { force: true });
  }
}

function atMost(maxBytes: number, name: string): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(new Refusal(`“${name}” inflates to more than ${megabytes(maxBytes)}`));
      else done(null, chunk);
    },
  });
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
