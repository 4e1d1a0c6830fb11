import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { HEAD_BYTES } from '../formats/foreign-file.ts';
import { FORMATS, type FormatId } from '../formats/formats.ts';
import { latin1 } from '../formats/head-bytes.ts';
import { matroskaFourCc } from '../formats/riff-codec.ts';
import { foreignProblem, type MediaProblem } from './media-problem.ts';

/** A clip without a picture. */
export function soundOnly(path: string): MediaProblem {
  return foreignProblem(basename(path), { format: 'sound' });
}

/** A clip whose container is read, but not the codec in it; `id` is what the container calls it. */
export async function codecProblem(path: string, container: string, id: string): Promise<MediaProblem> {
  const codec = id === 'V_MS/VFW/FOURCC' ? ((await fourCcOf(path)) ?? id) : id;
  const format = Object.hasOwn(FORMATS, container) ? (container as FormatId) : 'mp4';
  return foreignProblem(basename(path), { format, codec });
}

async function fourCcOf(path: string): Promise<string | undefined> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    return matroskaFourCc(head, latin1(head));
  } finally {
    await file.close();
  }
}
