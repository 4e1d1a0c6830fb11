import { openAsBlob } from 'node:fs';
import type { HostOptions } from '../../src/host/host-options.ts';
import { CLIP } from './shot.ts';

/** A public address that stands for the small clip. */
export const CLIP_URL = 'https://media.example.com/shots/clip.mp4';

/** A host's way to that address, without a network. */
export const oxenClip = {
  webFetch: async () => new Response(await openAsBlob(CLIP, { type: 'video/mp4' })),
  resolveHost: async () => ['93.184.216.34'],
} satisfies HostOptions;
