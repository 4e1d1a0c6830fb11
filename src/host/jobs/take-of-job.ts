import { imageValue, videoValue } from '../../engine/media-values.ts';
import type { Take } from '../../engine/node-context.ts';
import type { ImageValue } from '../../engine/value.ts';
import type { MediaInfo } from '../../media/probe.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { costOfJob, type Job } from './job.ts';
import { assetsOf } from './request-assets.ts';

/** What a finished job brought, or null where its file is no longer in the store. */
export function takeOfJob(job: Job, assets: AssetStore): Take | null {
  if (job.state !== 'done' || job.asset === null || !assets.has(job.asset)) return null;
  if (job.frames?.some(({ asset }) => !assets.has(asset))) return null;
  const info = assets.get(job.asset)?.info;
  if (!info || info.kind === 'weights') return null;
  const name = takeName(job, info.kind);
  return {
    jobId: job.id,
    ...(info.kind === 'video'
      ? { video: videoValue(job.asset, name, info) }
      : { video: null, image: imageValue(job.asset, name, info) }),
    frames: job.frames && { frames: job.frames, fps: job.asked?.fps ?? 24 },
    seed: job.result?.seed ?? job.seed,
    prompt: job.result?.prompt ?? null,
    costUsd: costOfJob(job),
    notes: job.notes,
  };
}

/** The same for certain: files that have changed are hashed first, and one that was damaged is as good as gone. */
export async function wholeTakeOf(job: Job, assets: AssetStore): Promise<Take | null> {
  if (job.asset !== null && !(await assets.isWhole(job.asset))) return null;
  return (await areWhole(job.frames ?? [], assets)) ? takeOfJob(job, assets) : null;
}

/** Whether every frame is in the store, whole. */
export async function areWhole(frames: readonly ImageValue[], assets: AssetStore): Promise<boolean> {
  for (const { asset } of frames) if (!(await assets.isWhole(asset))) return false;
  return true;
}

/** The name a take is known by: that of its source, and the seed. */
export function takeName(job: Job, kind: MediaInfo['kind'] = 'video'): string {
  const source = assetsOf(Object.values(job.input))[0]?.name ?? 'take';
  const stem = source.replace(/\.[^.]*$/, '');
  const ending = kind === 'video' ? 'mp4' : 'png';
  return job.seed === null ? `${stem}-take.${ending}` : `${stem}-${job.seed}.${ending}`;
}
