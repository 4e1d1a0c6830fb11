import { openAsBlob } from 'node:fs';
import { CLIP, type Shot } from './shot.ts';
import { createWebWorld } from './web-world.ts';

/** A public address that stands for the small clip. */
export const CLIP_URL = 'https://media.example.com/shots/clip.mp4';

/** A host's way to that address, without a network. */
export const oxenClip = createWebWorld(
  () => async () => new Response(await openAsBlob(CLIP, { type: 'video/mp4' })),
).host;

/** The small shot as Oxen takes it: a plain reference video by its address. */
export const oxenShot = (shot: Shot = {}): Shot => ({
  type: 'reference-video-to-video',
  clip: { url: CLIP_URL },
  ...shot,
  request: { prompt: 'A harbor at dawn.', ...shot.request },
});
