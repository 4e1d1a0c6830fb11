import type { MediaFact } from '../../engine/media-ref.ts';
import type { ImageValue, VideoValue } from '../../engine/value.ts';
import type { ImageInfo } from '../../media/image-info.ts';
import type { VideoInfo } from '../../media/open-video.ts';
import type { AssetInfo } from './asset-store.ts';

/** A video asset as nodes see it. */
export function videoValue(asset: string, name: string, info: VideoInfo): VideoValue {
  const { width, height, fps, frameCount, durationS, audio } = info;
  return { asset, name, width, height, fps, frameCount, durationS, hasAudio: audio !== null };
}

/** An image asset as nodes see it. */
export function imageValue(
  asset: string,
  name: string,
  { width, height }: Pick<ImageInfo, 'width' | 'height'>,
): ImageValue {
  return { asset, name, width, height };
}

/** What planning needs to know of an asset. */
export function mediaFact(asset: string, name: string, info: AssetInfo): MediaFact {
  if (info.kind === 'weights') {
    return { ok: true, kind: 'weights', asset, name, sizeBytes: info.sizeBytes };
  }
  if (info.kind === 'video') {
    return {
      ok: true,
      kind: 'video',
      ...videoValue(asset, name, info),
      variableFps: info.variableFps,
    };
  }
  const { hasAlpha, format, layers } = info;
  return {
    ok: true,
    kind: 'image',
    ...imageValue(asset, name, info),
    hasAlpha,
    ...(format === 'exr' && { isExr: true }),
    ...(layers && { layers }),
  };
}
