import * as z from 'zod/mini';

/** A file as fal describes it. */
export const file = z.object({
  url: z.string().check(z.minLength(1)),
  content_type: z.nullish(z.string()),
  file_name: z.nullish(z.string()),
  file_size: z.nullish(z.number()),
});

/** A generated video as fal describes it; every measure is optional and has to be probed anew. */
const videoFile = z.extend(file, {
  width: z.nullish(z.number()),
  height: z.nullish(z.number()),
  fps: z.nullish(z.number()),
  duration: z.nullish(z.number()),
  num_frames: z.nullish(z.number()),
});

/** Output of the endpoints that return one video; seed and prompt are missing from some live bodies. */
export const videoOutput = z.object({
  video: videoFile,
  seed: z.nullish(z.number()),
  prompt: z.nullish(z.string()),
});

/** Output of the HDR endpoints: a tone-mapped preview and, despite the name, a file object of the EXR archive. */
export const hdrOutput = z.object({
  preview_video: videoFile,
  exr_frames_url: file,
  seed: z.nullish(z.number()),
  prompt: z.nullish(z.string()),
});
