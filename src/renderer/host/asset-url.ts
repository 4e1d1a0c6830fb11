import { isPendingAsset } from '../../engine/value.ts';

/** Address of a file in the asset store; it answers byte ranges. */
export function assetUrl(hash: string): string {
  return `/api/assets/${hash}/file`;
}

/** Address of a still picture of a video or image, `width` px wide; of an EXR the layer that is named, or the first. */
export function posterUrl(hash: string, width: number, layer = ''): string {
  const size = Math.min(2048, Math.max(16, Math.round(width)));
  return `/api/assets/${hash}/poster?width=${size}${layer && `&layer=${encodeURIComponent(layer)}`}`;
}

/** Address of exactly this frame (0-based) as PNG. */
export function frameUrl(hash: string, frame: number): string {
  return `/api/assets/${hash}/frame?index=${frame}`;
}

/** Address of an EXR brought to the screen; `exposure` in stops. */
export function exrUrl(hash: string, exposure: number, toneMap: string): string {
  return `/api/assets/${hash}/exr?exposure=${exposure}&tone=${toneMap}`;
}

/** Address of `count` evenly spaced frames side by side, each `height` px high. */
export function stripUrl(hash: string, count: number, height: number): string {
  return `/api/assets/${hash}/filmstrip?count=${count}&height=${height}`;
}

/** Whether this asset id names a file that exists. */
export function isKept(asset: string): boolean {
  return !isPendingAsset(asset);
}
