import type { AssetId, ImageValue, VideoValue } from './value.ts';

type ReadVideo = Omit<VideoValue, 'asset' | 'name' | 'hasAudio'> & { readonly audio: object | null };

/** A video asset as nodes see it; `read` is what the file tells of itself. */
export function videoValue(asset: AssetId, name: string, read: ReadVideo): VideoValue {
  const { width, height, fps, frameCount, durationS, audio } = read;
  return { asset, name, width, height, fps, frameCount, durationS, hasAudio: audio !== null };
}

/** An image asset as nodes see it. */
export function imageValue(
  asset: AssetId,
  name: string,
  { width, height }: Pick<ImageValue, 'width' | 'height'>,
): ImageValue {
  return { asset, name, width, height };
}
