import { CLIP_URL, oxenClip, oxenShot } from './oxen-clip.ts';
import { createRig, type Rig, type RigOptions } from './rig.ts';
import { CLIP } from './shot.ts';

/** A key that no text contains by chance. */
export const OXEN_KEY = 'oxen-walrus-secret-2342';

/** A rig whose runs go to the `oxen` provider. */
export function createOxenRig({ shot, host, simulator, ...options }: RigOptions = {}): Promise<Rig> {
  return createRig({
    env: { OXEN_API_KEY: OXEN_KEY },
    shot: oxenShot(shot),
    // Keep-alives are waits that only pass when a test says so.
    simulator: { fixtures: { [CLIP_URL]: CLIP }, timings: { keepAliveMs: 25_000 }, ...simulator },
    host: {
      ...oxenClip,
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
