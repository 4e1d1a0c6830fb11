import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { file, hdrOutput, videoOutput } from './output-schemas.ts';

export interface DeliveredFile {
  readonly url: string;
  readonly sizeBytes: number | null;
}

/** What a finished request brings, whichever endpoint made it. */
export interface Delivery {
  /** The clip or still that is the take. */
  readonly file: DeliveredFile;
  /** ZIP with one half-float EXR for each frame. */
  readonly exrArchive: DeliveredFile | null;
  /** Files beside these, of a model that we do not know. */
  readonly others: readonly DeliveredFile[];
  readonly seed: number | null;
  readonly prompt: string | null;
}

const deliveredFile = ({ url, file_size }: z.infer<typeof file>): DeliveredFile => ({
  url,
  sizeBytes: file_size ?? null,
});

/** Reads an endpoint's answer, or null where it is not what the endpoint documents. */
export function readDelivery({ delivers }: Endpoint, answer: unknown): Delivery | null {
  const parsed = delivers === 'hdr' ? hdrOutput.safeParse(answer) : videoOutput.safeParse(answer);
  if (!parsed.success) return null;
  const { data } = parsed;
  const isHdr = 'preview_video' in data;
  return {
    file: deliveredFile(isHdr ? data.preview_video : data.video),
    exrArchive: isHdr ? deliveredFile(data.exr_frames_url) : null,
    others: [],
    seed: data.seed ?? null,
    prompt: data.prompt ?? null,
  };
}

/** Most of an answer that is looked through for files. */
const MAX_LOOKED_AT = 2_000;
const MAX_OTHERS = 100;

/**
 * Reads the answer of a model that we do not know: a file is whatever has an address under `url`. The first clip
 * is the take, else the first still, else the first file.
 */
export function readAnyDelivery(answer: unknown): Delivery | null {
  const files = filesIn(answer);
  const ranks = files.map(rankOf);
  const main = files[ranks.indexOf(Math.min(...ranks))];
  if (!main) return null;
  const byUrl = new Map(files.map((found) => [found.file.url, found]));
  byUrl.delete(main.file.url);
  const others = [...byUrl.values()].slice(0, MAX_OTHERS);
  const parsed = facts.safeParse(answer);
  return {
    file: deliveredFile(main.file),
    exrArchive: null,
    others: others.map((other) => deliveredFile(other.file)),
    seed: parsed.data?.seed ?? null,
    prompt: parsed.data?.prompt ?? null,
  };
}

interface FoundFile {
  readonly name: string;
  readonly file: z.infer<typeof file>;
}

/** Every file of an answer with the name of the field it stands in, nearest to the top first. */
function filesIn(answer: unknown): FoundFile[] {
  const found: FoundFile[] = [];
  const open: { name: string; value: unknown }[] = [{ name: '', value: answer }];
  for (let at = 0; at < open.length && at < MAX_LOOKED_AT; at++) {
    const { name, value } = open[at]!;
    if (typeof value !== 'object' || value === null) continue;
    const parsed = file.safeParse(value);
    if (parsed.success) found.push({ name, file: parsed.data });
    else
      for (const [key, inner] of Object.entries(value)) {
        open.push({ name: Array.isArray(value) ? name : key, value: inner });
      }
  }
  return found;
}

const KINDS = ['video', 'image'];

function rankOf({ name, file: { content_type, url } }: FoundFile): number {
  // Documents show placeholder types, so that the field's name counts first.
  const rank = KINDS.findIndex((kind) => name.includes(kind) || content_type?.startsWith(`${kind}/`));
  return rank === -1 ? KINDS.length : url.startsWith('https://') ? rank : rank + 0.5;
}

const facts = z.object({
  seed: z.catch(z.nullish(z.number()), null),
  prompt: z.catch(z.nullish(z.string()), null),
});
