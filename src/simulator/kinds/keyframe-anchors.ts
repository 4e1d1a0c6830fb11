import type { Anchor } from '../look/look.ts';

/** The stills of a request with the frames that they belong to: the first, the middle and the last one. */
export function keyframeAnchors(
  media: Readonly<Record<string, string>>,
  frameCount: number,
  strengths: { readonly first?: number; readonly end?: number } = {},
): Anchor[] {
  const last = frameCount - 1;
  const places = [
    { path: media.image_url, frame: 0, strength: strengths.first ?? 1 },
    { path: media.mid_image_url, frame: Math.floor(last / 2), strength: 1 },
    { path: media.end_image_url, frame: last, strength: strengths.end ?? 1 },
  ];
  return places.flatMap(({ path, ...place }) => (path === undefined ? [] : [{ path, ...place }]));
}
