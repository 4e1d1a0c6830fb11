import { openAsBlob } from 'node:fs';
import { createRig, type Rig, type RigOptions } from './rig.ts';
import { CLIP, type Shot } from './shot.ts';

/** A key that no text contains by chance. */
export const OXEN_KEY = 'oxen-walrus-secret-2342';
/** A public address that stands for the small clip, for this machine and for the simulated Oxen. */
export const CLIP_URL = 'https://media.example.com/shots/clip.mp4';

/** The small shot as Oxen takes it: a plain reference video by its address. */
export const oxenShot = (shot: Shot = {}): Shot => ({
  type: 'reference-video-to-video',
  clip: { url: CLIP_URL },
  ...shot,
  request: { prompt: 'A harbor at dawn.', ...shot.request },
});

/** A rig whose runs go to the `oxen` provider. */
export function createOxenRig({ shot, host, simulator, ...options }: RigOptions = {}): Promise<Rig> {
  return createRig({
    env: { OXEN_API_KEY: OXEN_KEY },
    shot: oxenShot(shot),
    // Keep-alives are waits that only pass when a test says so.
    simulator: { fixtures: { [CLIP_URL]: CLIP }, timings: { keepAliveMs: 25_000 }, ...simulator },
    host: {
      webFetch: async () => new Response(await openAsBlob(CLIP, { type: 'video/mp4' })),
      resolveHost: async () => ['93.184.216.34'],
      ...host,
    },
    plan: { provider: 'oxen', mayDownload: true },
    ...options,
  });
}

/** Submits that reached Oxen's queue. */
export const enqueues = ({ calls }: Rig) =>
  calls.filter(
    ({ method, host, path }) => method === 'POST' && host === 'hub.oxen.ai' && path === '/api/ai/queue',
  );
