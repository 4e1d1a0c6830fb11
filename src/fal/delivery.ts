import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';

const file = z.object({
  url: z.string().min(1),
  content_type: z.string().nullish(),
  file_name: z.string().nullish(),
  file_size: z.number().nullish(),
});

/** A generated video as fal describes it; every measure is optional and has to be probed anew. */
const videoFile = file.extend({
  width: z.number().nullish(),
  height: z.number().nullish(),
  fps: z.number().nullish(),
  duration: z.number().nullish(),
  num_frames: z.number().nullish(),
});

/** Output of the endpoints that return one video; seed and prompt are missing from some live bodies. */
export const videoOutput = z.object({
  video: videoFile,
  seed: z.number().nullish(),
  prompt: z.string().nullish(),
});

/** Output of the HDR endpoints: a tone-mapped preview and, despite the name, a file object of the EXR archive. */
export const hdrOutput = z.object({
  preview_video: videoFile,
  exr_frames_url: file,
  seed: z.number().nullish(),
  prompt: z.string().nullish(),
});

export interface DeliveredFile {
  readonly url: string;
  readonly sizeBytes: number | null;
}

/** What a finished request brings, whichever endpoint made it. */
export interface Delivery {
  readonly video: DeliveredFile;
  /** ZIP with one half-float EXR for each frame. */
  readonly exrArchive: DeliveredFile | null;
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
    video: deliveredFile(isHdr ? data.preview_video : data.video),
    exrArchive: isHdr ? deliveredFile(data.exr_frames_url) : null,
    seed: data.seed ?? null,
    prompt: data.prompt ?? null,
  };
}
