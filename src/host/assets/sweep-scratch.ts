import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';

/** Younger files may belong to another host on the same home. */
const STALE_MS = 24 * 3_600_000;

/** Removes what a killed process left half-made. */
export async function sweepScratch(home: string, clock: Clock): Promise<void> {
  const folder = join(home, 'scratch');
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && clock.now() - found.mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  }
}
