import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMediaProcess, type MediaProcess } from '../../src/media/media-process.ts';
import { type ServedSimulator, serveSimulator } from '../../src/simulator/serve.ts';
import { CLIP_URL } from '../host/oxen-clip.ts';
import { CLIP } from '../host/shot.ts';
import { readProviderBook } from '../simulator/provider-book.ts';
import { WAIT_LIMIT_MS } from '../wait-limit.ts';
import { warmUp } from './victim.ts';

/** What all scenarios of a suite share: the provider, a media process for the checks, a compile cache. */
export interface Stage {
  readonly root: string;
  readonly served: ServedSimulator;
  readonly media: MediaProcess;
  readonly cacheFolder: string;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'crash-'));
  const cacheFolder = join(root, 'compiled');
  await mkdir(cacheFolder);
  const media = createMediaProcess({ timeoutMs: WAIT_LIMIT_MS, memoryMb: 1_000 });
  const [served] = await Promise.all([
    serveSimulator({
      port: 0,
      dataDir: join(root, 'fal'),
      timings: { queueMs: 20 },
      concurrency: 8,
      fixtures: { [CLIP_URL]: CLIP },
    }),
    warmUp(cacheFolder),
  ]);
  return {
    root,
    served,
    media,
    cacheFolder,
    async close() {
      media.dispose();
      await served.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Ids of the requests that the provider has recorded with this seed. */
export async function recordedRequests({ served }: Stage, seed: number): Promise<string[]> {
  const book = await readProviderBook(served.simulator);
  return book.filter((request) => request.seed === seed).map(({ id }) => id);
}
