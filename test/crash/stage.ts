import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMediaProcess, type MediaProcess } from '../../src/media/media-process.ts';
import { type ServedSimulator, serveSimulator } from '../../src/simulator/serve.ts';
import { CLIP_URL } from '../host/oxen-clip.ts';
import { CLIP } from '../host/shot.ts';
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
  const media = createMediaProcess({ timeoutMs: 120_000, memoryMb: 1_000 });
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

/** Every request that the provider has recorded with this seed. */
export async function recordedRequests(
  { served }: Stage,
  provider: 'fal' | 'oxen',
  seed: number,
): Promise<string[]> {
  return provider === 'fal' ? falRequests(served, seed) : oxenRequests(served, seed);
}

const ENDPOINT = 'fal-ai/ltx-2.3-quality/render-to-real';

async function falRequests({ simulator }: ServedSimulator, seed: number): Promise<string[]> {
  const found: string[] = [];
  const query = new URLSearchParams({ endpoint_id: ENDPOINT, limit: '100', expand: 'payloads' });
  for (;;) {
    const url = `https://api.fal.ai/v1/models/requests/by-endpoint?${query}`;
    const answer = await simulator.fetch(new Request(url, { headers: { authorization: 'Key any:key' } }));
    const page = (await answer.json()) as {
      items: { request_id: string; json_input: { seed: number } }[];
      next_cursor: string | null;
    };
    found.push(...page.items.filter((item) => item.json_input.seed === seed).map((item) => item.request_id));
    if (page.next_cursor === null) return found;
    query.set('cursor', page.next_cursor);
  }
}

async function oxenRequests({ simulator }: ServedSimulator, seed: number): Promise<string[]> {
  const found: string[] = [];
  const headers = { authorization: 'Bearer any-key' };
  // Without a status the list is of those that are under way.
  for (const query of ['', '?status=succeeded', '?status=failed', '?status=cancelled']) {
    const answer = await simulator.fetch(
      new Request(`https://hub.oxen.ai/api/ai/queue${query}`, { headers }),
    );
    const { generations } = (await answer.json()) as {
      generations: { generation_id: string; seed: number }[];
    };
    found.push(...generations.filter((each) => each.seed === seed).map((each) => each.generation_id));
  }
  return found;
}
