import type { MediaFact } from '../../engine/media-ref.ts';
import { imageValue, videoValue } from '../../engine/media-values.ts';
import type { AssetInfo } from './asset-store.ts';

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
