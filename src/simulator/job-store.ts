import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../files/write-atomic.ts';
import type { Job } from './job.ts';

export interface JobStore {
  get(requestId: string): Job | undefined;
  /** The jobs by the time they were sent. */
  all(): readonly Job[];
  /** Those of the owner that wait in the queue, in the same order. */
  queued(): readonly Job[];
  /** Reads again what another simulator on the same folder may have changed; all jobs without an id. */
  refresh(requestId?: string): Promise<void>;
  /** Keeps the job and resolves once it is on disk. Saves of one job are written in order. */
  save(job: Job): Promise<void>;
  /** Resolves when everything that was saved is on disk. */
  flush(): Promise<void>;
}

const JOB_FILE = /^([0-9a-f-]{36})\.json$/;

/**
 * Opens the folder of job files and reads all of them. Unfinished jobs that belong to another owner are read anew
 * on `refresh`. An unreadable file is set aside as `.broken`.
 */
export async function openJobStore(folder: string, owner: string): Promise<JobStore> {
  await mkdir(folder, { recursive: true });
  const jobs = new Map<string, Job>();
  const writes = new Map<string, Promise<void>>();

  async function read(requestId: string): Promise<void> {
    const known = jobs.get(requestId);
    if (known && (known.phase === 'completed' || known.owner === owner)) return;
    const path = join(folder, `${requestId}.json`);
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return;
    const job = parseJob(text);
    if (job) jobs.set(requestId, job);
    else await rename(path, `${path}.broken`);
  }

  async function refresh(requestId?: string): Promise<void> {
    const names = requestId === undefined ? await readdir(folder) : [`${requestId}.json`];
    for (const name of names) {
      const id = JOB_FILE.exec(name)?.[1];
      if (id !== undefined) await read(id);
    }
  }

  await refresh();
  return {
    get: (requestId) => jobs.get(requestId),
    all: () => [...jobs.values()].sort(bySentTime),
    queued: () =>
      [...jobs.values()].filter((job) => job.phase === 'queued' && job.owner === owner).sort(bySentTime),
    refresh,
    save(job) {
      jobs.set(job.requestId, job);
      const before = writes.get(job.requestId) ?? Promise.resolve();
      const write = before
        .catch(() => undefined)
        .then(() =>
          writeAtomic(join(folder, `${job.requestId}.json`), JSON.stringify(job), { isSynced: false }),
        );
      writes.set(job.requestId, write);
      return write;
    },
    async flush() {
      await Promise.all(writes.values());
    },
  };
}

function bySentTime(a: Job, b: Job): number {
  return a.sentAtMs - b.sentAtMs;
}

function parseJob(text: string): Job | undefined {
  try {
    return JSON.parse(text) as Job;
  } catch {
    return undefined;
  }
}
