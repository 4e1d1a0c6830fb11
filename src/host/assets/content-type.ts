import type { AssetInfo } from './asset-store.ts';

const VIDEO_TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
};
const IMAGE_TYPES: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  heif: 'image/heif',
  exr: 'image/x-exr',
};
const EXTENSIONS: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'image/x-exr': 'exr',
};

/** The content type of a file that was looked into; its name does not count. */
export function contentTypeOf(info: AssetInfo): string {
  if (info.kind === 'weights') return 'application/octet-stream';
  return info.kind === 'video'
    ? (VIDEO_TYPES[info.container] ?? 'application/octet-stream')
    : (IMAGE_TYPES[info.format] ?? `image/${info.format}`);
}

/** The usual extension, without the dot, or an empty string. */
export function extensionOf(contentType: string): string {
  return EXTENSIONS[contentType] ?? /^image\/([a-z0-9]+)$/.exec(contentType)?.[1] ?? '';
}
