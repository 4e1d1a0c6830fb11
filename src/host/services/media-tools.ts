import type { MediaTools } from '../../engine/node-context.ts';
import { type Failure, failure } from '../../engine/problem.ts';
import type { MediaProblem } from '../../media/media-problem.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { namedProblem } from '../assets/inspect-asset.ts';
import { imageValue, videoValue } from '../assets/media-values.ts';

/** Media work for nodes: the media process makes the file, the asset store keeps it. */
export function createMediaTools(assets: AssetStore, media: MediaProcess): MediaTools {
  const stem = (name: string) => name.replace(/\.[^.]*$/, '');
  return {
    async extractFrame(video, frame, signal) {
      const outPath = assets.scratchPath();
      const made = await media.extractFrame({ path: assets.pathOf(video.asset), frame, outPath }, { signal });
      if (!made.ok) return failureOf(made.problem, video);
      const name = `${stem(video.name)}-frame-${frame}.png`;
      const asset = await assets.adopt(outPath, name);
      const { width, height } = made.value;
      assets.describe(
        asset.hash,
        { kind: 'image', format: 'png', width, height, hasAlpha: false },
        'image/png',
      );
      return imageValue(asset.hash, name, { width, height });
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
  };
}

function failureOf(problem: MediaProblem, video: { asset: string; name: string }): Failure {
  const { code, message, fix } = namedProblem(problem, video.asset, video.name);
  return failure(code === 'cancelled' ? 'cancelled' : 'media', message, fix);
}
