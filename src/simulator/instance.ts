import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How often a live simulator shows that it is there, and after what silence it counts as gone. */
const SIGN_OF_LIFE_MS = 5_000;
const SILENCE_MS = 30_000;

const openHere = new Set<string>();

/** One simulator among those that share a data folder, such as the app and a command line run beside it. */
export interface Instance {
  readonly id: string;
  /** Folder for this simulator's unfinished files. */
  readonly scratchDir: string;
  /** Whether the simulator with this id still runs; a job of one that does not may be taken up. */
  isAlive(id: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Joins a data folder and clears away what simulators that ended without closing left behind. */
export async function openInstance(dataDir: string): Promise<Instance> {
  const folder = join(dataDir, 'instances');
  const scratchOf = (id: string) => join(dataDir, 'scratch', id);
  const id = `${process.pid}-${crypto.randomUUID()}`;
  await mkdir(folder, { recursive: true });
  await mkdir(scratchOf(id), { recursive: true });
  openHere.add(id);
  await writeFile(join(folder, id), '');
  const timer = setInterval(() => {
    const now = new Date();
    utimes(join(folder, id), now, now).catch(() => {});
  }, SIGN_OF_LIFE_MS);
  timer.unref();

  async function isAlive(other: string): Promise<boolean> {
    const pid = Number(other.split('-')[0]);
    if (pid === process.pid) return openHere.has(other);
    if (!isRunning(pid)) return false;
    // The number of an ended process may have gone to another program since.
    const seen = await stat(join(folder, other)).catch(() => null);
    return seen !== null && Date.now() - seen.mtimeMs < SILENCE_MS;
  }

  async function forget(other: string): Promise<void> {
    await rm(scratchOf(other), { recursive: true, force: true });
    await rm(join(folder, other), { force: true });
  }

  for (const other of await readdir(folder)) {
    if (!(await isAlive(other))) await forget(other);
  }
  return {
    id,
    scratchDir: scratchOf(id),
    isAlive,
    async close() {
      clearInterval(timer);
      openHere.delete(id);
      await forget(id);
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
