import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost } from '../../src/host/create-host.ts';
import { servedTransport } from '../../src/host/providers/transport.ts';
import { serveSimulator } from '../../src/simulator/serve.ts';
import { judgeDatabase, leftOver } from '../crash/home-checks.ts';
import { CLIP_URL, oxenClip } from '../host/oxen-clip.ts';
import { CLIP } from '../host/shot.ts';
import { readProviderBook } from '../simulator/provider-book.ts';
import { actAsPerson } from './act-as-person.ts';
import { type Agreement, compareBooks } from './agreement.ts';
import type { Sample } from './measure.ts';
import { mustSucceed, type SoakJob, soakJob } from './soak-job.ts';
import { type Ended, startSoakedHost } from './soaked-host.ts';

export interface SoakOptions {
  readonly seed: number;
  /** At least so many jobs, for at least so long. */
  readonly jobs: number;
  readonly leastMs: number;
  readonly atOnce: number;
  readonly onEnded?: (job: SoakJob, ended: Ended) => void;
}

export interface SoakReport {
  readonly jobs: number;
  /** Ended runs by status. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Calls that each profile spoiled. */
  readonly faults: Readonly<Record<string, number>>;
  readonly agreement: Agreement;
  readonly samples: readonly (readonly Sample[])[];
  readonly breaches: readonly string[];
}

const HOSTS = 2;

/** Lets two hosts on one home run jobs under every fault profile, then another one put things in order. */
export async function runSoak({ seed, jobs, leastMs, atOnce, onEnded }: SoakOptions): Promise<SoakReport> {
  const root = await mkdtemp(join(tmpdir(), 'soak-'));
  const home = join(root, 'home');
  const folder = join(root, 'project');
  await mkdir(folder);
  const faults: Record<string, number> = {};
  const served = await serveSimulator({
    port: 0,
    dataDir: join(root, 'fal'),
    timings: { queueMs: 50, queueStepMs: 50, retryMs: 50, slowChunkMs: 20 },
    concurrency: 4,
    fixtures: { [CLIP_URL]: CLIP },
    onFault(profile) {
      faults[profile] = (faults[profile] ?? 0) + 1;
    },
  });
  const order = { home, folder, origin: served.origin };
  const hosts = [await startSoakedHost(order), await startSoakedHost(order)];
  const untilMs = Date.now() + leastMs;
  const byStatus: Record<string, number> = {};
  const breaches: string[] = [];
  let begun = 0;

  async function playOn(place: number): Promise<void> {
    while (begun < jobs || Date.now() < untilMs) {
      const job = soakJob(seed, ++begun);
      const asked = job.isShared ? hosts : [hosts[place % HOSTS]!];
      const ends = await Promise.all(asked.map((host) => host.run(job)));
      for (const ended of ends) {
        byStatus[ended.status] = (byStatus[ended.status] ?? 0) + 1;
        if (mustSucceed(job) && ended.status !== 'done') {
          const told = ended.problems.join(' ');
          breaches.push(`job ${job.number} [${job.profiles}] ended ${ended.status}: ${told}`);
        }
        onEnded?.(job, ended);
      }
    }
  }

  await Promise.all(Array.from({ length: atOnce }, (_, place) => playOn(place)));
  await Promise.all(hosts.map((host) => host.close()));
  const agreement = await putInOrder();
  await served.close();
  breaches.push(...agreement.breaches, ...judgeDatabase(home), ...(await leftOver(root)));
  await rm(root, { recursive: true, force: true });
  return { jobs: begun, byStatus, faults, agreement, samples: hosts.map(({ samples }) => samples), breaches };

  /** What a person does who comes back: everything open is taken up once more, what is stuck for good is closed. */
  async function putInOrder(): Promise<Agreement> {
    const transport = servedTransport(served.origin);
    const host = createHost({
      home,
      env: { FAL_KEY: 'soak-key:soak-secret', OXEN_API_KEY: 'soak-oxen-key' },
      transport,
      ...oxenClip,
    });
    try {
      await host.jobs.resume();
      const book = await readProviderBook(served.simulator);
      const lost = await actAsPerson(host, book);
      const compared = compareBooks(host, book);
      return { ...compared, breaches: [...lost, ...compared.breaches] };
    } finally {
      await host.close();
    }
  }
}
