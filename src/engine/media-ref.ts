import * as z from 'zod/mini';
import type { ClosedPath } from './problem.ts';
import type { AssetId } from './value.ts';

/** How a workflow names a media file: by content, by a path relative to its own file, or by URL. */
export const mediaRefSchema = z.union([
  z.strictObject({
    asset: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    name: z.string().check(z.maxLength(255)),
  }),
  z.strictObject({ path: z.string().check(z.minLength(1), z.maxLength(4096)) }),
  z.strictObject({ url: z.url({ protocol: /^https?$/ }).check(z.maxLength(2048)) }),
]);
export type MediaRef = z.infer<typeof mediaRefSchema>;

/** Why what a workflow names on disk or by address cannot be used. */
export interface UnusableFile {
  readonly ok: false;
  readonly code: 'missing-media' | 'bad-media' | 'closed-media';
  readonly message: string;
  readonly fix: string;
  readonly closed?: ClosedPath;
}

/** What is known of a referenced file before a plan is made, or why it cannot be used. */
export type MediaFact =
  | {
      readonly ok: true;
      readonly asset: AssetId;
      readonly name: string;
      readonly kind: 'video';
      readonly width: number;
      readonly height: number;
      readonly fps: number;
      readonly variableFps: boolean;
      readonly frameCount: number;
      readonly durationS: number;
      readonly hasAudio: boolean;
    }
  | {
      readonly ok: true;
      readonly asset: AssetId;
      readonly name: string;
      readonly kind: 'image';
      readonly width: number;
      readonly height: number;
      readonly hasAlpha: boolean;
      /** Holds scene-linear light, which has to be brought to a screen. */
      readonly isExr?: true;
      /** Pictures in the file where it has several; the first is taken unless another is named. */
      readonly layers?: readonly string[];
    }
  | {
      readonly ok: true;
      readonly asset: AssetId;
      readonly name: string;
      readonly kind: 'weights';
      readonly sizeBytes: number;
    }
  | UnusableFile;

/** What a file can be, in words. */
export const MEDIA_WORDS = {
  video: 'a video',
  image: 'an image',
  weights: 'a .safetensors file',
} as const;
export type MediaKind = keyof typeof MEDIA_WORDS;

/** The string under which facts about a reference are kept. */
export function mediaRefKey(ref: MediaRef): string {
  if ('asset' in ref) return `asset:${ref.asset}`;
  return 'path' in ref ? `path:${ref.path}` : `url:${ref.url}`;
}
