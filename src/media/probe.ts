import { open } from 'node:fs/promises';
import { looksLikeExr } from './exr/header.ts';
import { readExrInfo } from './exr/picture.ts';
import { checkReadableFile } from './file-check.ts';
import { type ImageInfo, looksLikeImage, readImageInfo } from './image-info.ts';
import type { MediaProblem } from './media-problem.ts';
import { openVideo, type VideoInfo } from './open-video.ts';
import type { Outcome } from './outcome.ts';

export type MediaInfo = VideoInfo | ImageInfo;

const SIGNATURE_BYTES = 32;

/** What a file is, or why it cannot be used. Reads the index and the last frame of a clip, decodes nothing. */
export async function probe(path: string): Promise<Outcome<MediaInfo, MediaProblem>> {
  const checked = await checkReadableFile(path);
  if (!checked.ok) return checked;
  const signature = await readSignature(path);
  if (looksLikeExr(signature)) return readExrInfo(path);
  if (looksLikeImage(signature)) return readImageInfo(path);
  const opened = await openVideo(path);
  if (!opened.ok) return opened;
  try {
    const missing = await opened.value.findMissingData();
    return missing ? { ok: false, problem: missing } : { ok: true, value: opened.value.info };
  } finally {
    opened.value.close();
  }
}

async function readSignature(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SIGNATURE_BYTES), 0, SIGNATURE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
