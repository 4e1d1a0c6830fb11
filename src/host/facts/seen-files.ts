import { stat } from 'node:fs/promises';
import type { MediaFact } from '../../engine/media-ref.ts';

/** Most files whose looks are remembered. */
const MAX_SEEN = 10_000;

type GoodFact = MediaFact & { readonly ok: true };

/** A file by its path, with the name and the places by which a workflow may read it. */
export interface SeenAs {
  readonly path: string;
  readonly places: string;
}

/**
 * What files were when a workflow last read them. A file that is the same by its place on the disk, its size and its
 * times needs neither its links followed nor its content looked up again.
 */
export interface SeenFiles {
  /** The fact of before, or null where the file is another by now or was never read from these places. */
  factOf(as: SeenAs): Promise<GoodFact | null>;
  /** Reads a file by `read` and remembers what it is, unless it changes meanwhile. */
  note(as: SeenAs, read: () => Promise<MediaFact>): Promise<MediaFact>;
}

export function createSeenFiles(): SeenFiles {
  const seen = new Map<string, { readonly look: string; readonly fact: GoodFact }>();
  const keyOf = ({ path, places }: SeenAs) => `${path}\n${places}`;
  return {
    async factOf(as) {
      const known = seen.get(keyOf(as));
      return known && known.look === (await lookOf(as.path)) ? known.fact : null;
    },
    async note(as, read) {
      const before = await lookOf(as.path);
      const fact = await read();
      if (fact.ok && before !== null && before === (await lookOf(as.path))) {
        if (seen.size >= MAX_SEEN) seen.clear();
        seen.set(keyOf(as), { look: before, fact });
      }
      return fact;
    },
  };
}

/** How a file looks from outside, links followed; null where there is none to see. */
async function lookOf(path: string): Promise<string | null> {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path);
    return `${dev} ${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return null;
  }
}
