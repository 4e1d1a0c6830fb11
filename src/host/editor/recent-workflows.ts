import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomic } from '../../files/write-atomic.ts';
import type { Clock } from '../clock.ts';
import { readJsonFile } from './read-json-file.ts';

const recentsSchema = z.array(z.object({ path: z.string(), name: z.string(), openedAtMs: z.number() }));
const MOST = 20;

export interface RecentWorkflow {
  readonly path: string;
  readonly name: string;
  readonly openedAtMs: number;
  /** False where the file has gone since. */
  readonly exists: boolean;
}

/** Workflow files that were opened or saved lately. */
export interface RecentWorkflows {
  /** The newest first. */
  list(): Promise<RecentWorkflow[]>;
  remember(path: string, name: string): Promise<void>;
}

/** Recents in `home/recents.json`. */
export function openRecentWorkflows(home: string, clock: Clock): RecentWorkflows {
  const file = join(home, 'recents.json');
  let changing: Promise<unknown> = Promise.resolve();
  const read = async () => (await readJsonFile(file, recentsSchema)) ?? [];
  return {
    async list() {
      await changing.catch(() => {});
      return Promise.all(
        (await read()).map(async (recent) => ({
          ...recent,
          exists: (await stat(recent.path).catch(() => null)) !== null,
        })),
      );
    },
    remember(path, name) {
      const change = async () => {
        const others = (await read()).filter((recent) => recent.path !== path);
        const recents = [{ path, name, openedAtMs: clock.now() }, ...others].slice(0, MOST);
        await writeAtomic(file, JSON.stringify(recents), { mode: 0o600 });
      };
      const changed = changing.then(change, change);
      changing = changed;
      return changed;
    },
  };
}
