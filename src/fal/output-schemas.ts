import { z } from 'zod';

/** A file as fal describes it. */
export const file = z.object({
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
