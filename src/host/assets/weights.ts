import { open } from 'node:fs/promises';
import type { MediaProblem } from '../../media/media-problem.ts';
import type { Outcome } from '../../media/outcome.ts';

/** What a LoRA file tells of itself. */
export interface WeightsInfo {
  readonly kind: 'weights';
  readonly sizeBytes: number;
  readonly tensorCount: number;
}

/** The format's own limit of the header. */
const MAX_HEADER_BYTES = 100_000_000;
const LENGTH_BYTES = 8;

/**
 * Reads the header of a safetensors file: its length as 8 little-endian bytes, then JSON with the place of each tensor
 * behind it (https://huggingface.co/docs/safetensors). Null where the file is something else.
 */
export async function readWeights(path: string): Promise<Outcome<WeightsInfo, MediaProblem> | null> {
  const file = await open(path).catch(() => null);
  if (!file) return null;
  try {
    const { size: sizeBytes } = await file.stat();
    const start = Buffer.alloc(LENGTH_BYTES + 1);
    await file.read(start, 0, start.length, 0);
    const headerBytes = start.readBigUInt64LE(0);
    if (start[LENGTH_BYTES] !== 0x7b || headerBytes < 2n || headerBytes > MAX_HEADER_BYTES) return null;
    const isWhole = BigInt(sizeBytes) >= headerBytes + BigInt(LENGTH_BYTES);
    const header = Buffer.alloc(isWhole ? Number(headerBytes) : 0);
    await file.read(header, 0, header.length, LENGTH_BYTES);
    const tensors = isWhole ? tensorsOf(header.toString('utf8')) : null;
    if (!tensors) return { ok: false, problem: cutOff };
    const end = LENGTH_BYTES + header.length + Math.max(0, ...tensors.map((tensor) => tensor.end));
    if (end > sizeBytes) return { ok: false, problem: cutOff };
    return { ok: true, value: { kind: 'weights', sizeBytes, tensorCount: tensors.length } };
  } finally {
    await file.close();
  }
}

const cutOff: MediaProblem = {
  code: 'truncated',
  message: 'The .safetensors file is cut off or damaged.',
  fix: 'Download or copy it again and choose the new file.',
};

function tensorsOf(json: string): { readonly end: number }[] | null {
  try {
    const { __metadata__: _, ...tensors } = JSON.parse(json) as Record<string, { data_offsets?: unknown }>;
    return Object.values(tensors).map(({ data_offsets: offsets }) => {
      const end = Array.isArray(offsets) ? offsets[1] : undefined;
      if (!Number.isSafeInteger(end)) throw new SyntaxError('a tensor has no place');
      return { end: end as number };
    });
  } catch {
    return null;
  }
}
