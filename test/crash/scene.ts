import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createHost } from '../../src/host/create-host.ts';
import type { Host } from '../../src/host/host.ts';
import { servedTransport } from '../../src/host/providers/transport.ts';
import { oxenClip, oxenShot } from '../host/oxen-clip.ts';
import { createQuickClock } from '../host/quick-clock.ts';
import { writeShot } from '../host/shot.ts';
import type { Order } from './order.ts';
import type { Stage } from './stage.ts';
import { startVictim, type Victim } from './victim.ts';

/** One take that somebody wants: a workflow in a folder of its own, told apart at the provider by its seed. */
export interface Wanted {
  readonly file: string;
  readonly seed: number;
  readonly outputFolder: string;
}

/** A home, the workflows that run on it, and the way to start victims and a last host on it. */
export interface Scene {
  readonly stage: Stage;
  readonly root: string;
  readonly home: string;
  readonly provider: 'fal' | 'oxen';
  readonly wanted: readonly Wanted[];
  start(order: Partial<Order>): Victim;
  /** A host in this process, which looks after what the killed ones left. */
  openHost(): Host;
}

export interface SceneOptions {
  readonly number: number;
  readonly provider?: 'fal' | 'oxen';
  readonly takes: number;
}

export async function setScene(
  stage: Stage,
  { number, provider = 'fal', takes }: SceneOptions,
): Promise<Scene> {
  const root = join(stage.root, `scene-${number}`);
  const home = join(root, 'home');
  const wanted = await Promise.all(
    Array.from({ length: takes }, async (_, place): Promise<Wanted> => {
      const seed = number * 10 + place;
      const folder = join(root, `shot-${place}`);
      await mkdir(folder, { recursive: true });
      const file = await writeShot(folder, provider === 'fal' ? { seed } : oxenShot({ seed }));
      return { file, seed, outputFolder: join(folder, 'output') };
    }),
  );
  return {
    stage,
    root,
    home,
    provider,
    wanted,
    start: (order) =>
      startVictim(
        {
          task: 'run',
          root,
          home,
          file: wanted[0]?.file ?? '',
          provider,
          origin: stage.served.origin,
          stop: null,
          lineBreak: null,
          fullDisk: null,
          cap: 'capPerRunUsd',
          ...order,
        },
        stage.cacheFolder,
      ),
    openHost: () =>
      createHost({
        home,
        media: stage.media,
        env: { FAL_KEY: 'crash-key:crash-secret', OXEN_API_KEY: 'crash-oxen-key' },
        clock: createQuickClock(Date.now(), { realMs: 25 }),
        transport: servedTransport(stage.served.origin),
        ...oxenClip,
      }),
  };
}
