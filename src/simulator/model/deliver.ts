import { readFile, stat } from 'node:fs/promises';
import type { OutputShape } from '../../fal/endpoint.ts';
import type { VideoContainer } from '../../media/video-container.ts';
import type { FileStore } from '../file-store.ts';
import type { Job } from '../job.ts';

const CONTENT_TYPES: Readonly<Record<VideoContainer, string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};

/** Puts a finished video on the CDN, or into the answer itself; returns what the result says of it. */
export async function deliverVideo(
  job: Job,
  output: OutputShape,
  { path, container }: { readonly path: string; readonly container: VideoContainer },
  inline: boolean,
  files: FileStore,
): Promise<object> {
  const type = CONTENT_TYPES[container];
  const name = `output.${container}`;
  const facts = {
    content_type: type,
    file_size: (await stat(path)).size,
    width: output.width,
    height: output.height,
    fps: output.fps,
    duration: output.frameCount / output.fps,
    num_frames: output.frameCount,
  };
  if (inline) {
    return {
      url: `data:${type};base64,${(await readFile(path)).toString('base64')}`,
      file_name: name,
      ...facts,
    };
  }
  return { ...(await place(job, path, name, type, files)), ...facts };
}

/** Puts the archive of EXR frames on the CDN. */
export async function deliverArchive(job: Job, path: string, files: FileStore): Promise<object> {
  const { size } = await stat(path);
  const placed = await place(job, path, 'exr_frames.zip', 'application/zip', files);
  return { ...placed, content_type: 'application/zip', file_size: size };
}

async function place(job: Job, path: string, name: string, contentType: string, files: FileStore) {
  const address = files.address(name);
  await files.adopt(path, address, { contentType, lifetimeS: job.fileLifetimeS, profile: job.profile });
  return { url: files.urlOf(address), file_name: address.name };
}
