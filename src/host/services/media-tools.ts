import { rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { imageValue, videoValue } from '../../engine/media-values.ts';
import type { MediaTools } from '../../engine/node-context.ts';
import type { SequenceFrame } from '../../engine/path-fact.ts';
import { type Failure, failure } from '../../engine/problem.ts';
import type { MediaProblem } from '../../media/media-problem.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { namedProblem } from '../assets/inspect-asset.ts';
import type { KnownFiles } from '../facts/known-files.ts';

/** Media work for nodes: the media process makes the file, the asset store keeps it. */
export function createMediaTools(assets: AssetStore, media: MediaProcess, files: KnownFiles): MediaTools {
  const stem = (name: string) => name.replace(/\.[^.]*$/, '');
  const keepPng = async (
    path: string,
    name: string,
    { width, height }: { width: number; height: number },
  ) => {
    const { hash } = await assets.adopt(path, name);
    assets.describe(hash, { kind: 'image', format: 'png', width, height, hasAlpha: false }, 'image/png');
    return imageValue(hash, name, { width, height });
  };
  return {
    async extractFrame(video, frame, signal) {
      const outPath = assets.scratchPath();
      const made = await media.extractFrame({ path: assets.pathOf(video.asset), frame, outPath }, { signal });
      if (!made.ok) return failureOf(made.problem, video);
      const name = `${stem(video.name)}-frame-${frame}.png`;
      return keepPng(outPath, name, made.value);
    },
    async conform(video, options, signal, progress) {
      const outPath = assets.scratchPath();
      const request = {
        ...options,
        fit: options.fit ?? 'crop',
        keepAudio: video.hasAudio,
        path: assets.pathOf(video.asset),
        outPath,
      } as const;
      const made = await media.conform(request, { signal, onProgress: progress });
      if (!made.ok) return failureOf(made.problem, video);
      const name = `${stem(video.name)}-conformed.mp4`;
      const asset = await assets.adopt(outPath, name);
      assets.describe(asset.hash, made.value.info, 'video/mp4');
      return { video: videoValue(asset.hash, name, made.value.info), notes: made.value.notes };
    },
    async edges(video, settings, signal, progress) {
      const outPath = assets.scratchPath();
      const request = { ...settings, path: assets.pathOf(video.asset), outPath };
      const made = await media.edges(request, { signal, onProgress: progress });
      if (!made.ok) return failureOf(made.problem, video);
      const name = `${stem(video.name)}-edges.mp4`;
      const asset = await assets.adopt(outPath, name);
      assets.describe(asset.hash, made.value, 'video/mp4');
      return videoValue(asset.hash, name, made.value);
    },
    async showExr(image, { layer, toneMap }, signal) {
      const outPath = assets.scratchPath();
      const view = { exposure: 0, toneMap, layer, maxSide: FULL_SIZE, format: 'png' } as const;
      const made = await media.viewExr({ path: assets.pathOf(image.asset), ...view }, { signal });
      if (!made.ok) return failureOf(made.problem, image);
      await writeFile(outPath, Buffer.from(made.value.picture, 'base64'));
      const name = `${[stem(image.name), layer].filter(Boolean).join('-')}.png`;
      return keepPng(outPath, name, made.value);
    },
    async assemble({ name: pattern, frames, fps, toneMap, layer }, signal, progress) {
      const changed = await changedFrame(frames, files);
      if (changed !== null) return frameChanged(changed);
      const outPath = assets.scratchPath();
      const framePaths = frames.map(({ path }) => path);
      const made = await media.assemble(
        { path: pattern, framePaths, fps, toneMap, layer, outPath },
        { signal, onProgress: progress },
      );
      if (!made.ok) {
        const { code, message, fix } = made.problem;
        return failure(code === 'cancelled' ? 'cancelled' : 'media', message, fix);
      }
      // What was written must be what its key says, or the next run would take it for the frames of the plan.
      const late = await changedFrame(frames, files);
      if (late !== null) {
        await rm(outPath, { force: true });
        return frameChanged(late);
      }
      const name = `${stem(pattern).replace(/[^\p{L}\p{N}]+$|#+.*$/gu, '') || 'sequence'}.mp4`;
      const asset = await assets.adopt(outPath, name);
      assets.describe(asset.hash, made.value.info, 'video/mp4');
      return { video: videoValue(asset.hash, name, made.value.info), notes: made.value.notes };
    },
  };
}

/** No picture is larger, so none is scaled. */
const FULL_SIZE = 32_768;

/** The first frame whose content is no longer what the plan saw. Unchanged files are not read for that. */
async function changedFrame(frames: readonly SequenceFrame[], files: KnownFiles): Promise<string | null> {
  try {
    const digests = await files.digestsOf(frames.map(({ path }) => path));
    const place = frames.findIndex(({ digest }, at) => digests[at] !== digest);
    return place < 0 ? null : basename(frames[place]!.path);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined || path === undefined) throw error;
    return basename(path);
  }
}

const frameChanged = (name: string): Failure =>
  failure(
    'media',
    `“${name}” has changed or gone since the run was planned.`,
    'Wait until the frames are rendered, then run again.',
  );

function failureOf(problem: MediaProblem, video: { asset: string; name: string }): Failure {
  const { code, message, fix } = namedProblem(problem, video.asset, video.name);
  return failure(code === 'cancelled' ? 'cancelled' : 'media', message, fix);
}
