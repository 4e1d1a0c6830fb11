import { type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { MediaFact } from '../../engine/media-ref.ts';

/** Most files whose looks are remembered. */
const MAX_SEEN = 10_000;
/** A disk of this machine answers in far less, also while the machine is busy. */
const QUICK_MS = 20;

type GoodFact = MediaFact & { readonly ok: true };

/**
 * What files were when a workflow last read them. A file that is the same by its place on the disk, its size and its
 * times needs neither its links followed nor its content looked up again.
 */
export interface SeenFiles {
  /**
   * The fact of before, at once; null where the file is another by now, was never read by this name from these places, or
   * lies on a disk that is too slow to wait for.
   */
  factOf(name: string, places: string): GoodFact | null;
  /** Reads a file by `read` and remembers what it is, unless it changes meanwhile. */
  note(name: string, places: string, path: string, read: () => Promise<MediaFact>): Promise<MediaFact>;
}

interface Seen {
  readonly path: string;
  readonly look: Stats;
  readonly fact: GoodFact;
}

export function createSeenFiles(): SeenFiles {
  const byPlaces = new Map<string, Map<string, Seen>>();
  let count = 0;

  function remember(name: string, places: string, seen: Seen): void {
    if (count++ >= MAX_SEEN) {
      byPlaces.clear();
      count = 1;
    }
    const files = byPlaces.get(places) ?? new Map<string, Seen>();
    byPlaces.set(places, files.set(name, seen));
  }

  return {
    factOf(name, places) {
      const known = byPlaces.get(places)?.get(name);
      if (!known) return null;
      const startMs = performance.now();
      const look = statSync(known.path, { throwIfNoEntry: false });
      if (performance.now() - startMs > QUICK_MS) byPlaces.get(places)!.delete(name);
      return look && looksAlike(look, known.look) ? known.fact : null;
    },
    async note(name, places, path, read) {
      const startMs = performance.now();
      const before = await lookAt(path);
      const isQuick = performance.now() - startMs < QUICK_MS;
      const fact = await read();
      const after = isQuick && fact.ok && (await lookAt(path));
      if (before && after && fact.ok && looksAlike(before, after))
        remember(name, places, { path, look: before, fact });
      return fact;
    },
  };
}

const lookAt = (path: string) => stat(path).catch(() => null);

/** Whether it is the same file, links followed, with nothing written to it between two looks. */
const looksAlike = (a: Stats, b: Stats) =>
  a.ino === b.ino &&
  a.dev === b.dev &&
  a.size === b.size &&
  a.mtimeMs === b.mtimeMs &&
  a.ctimeMs === b.ctimeMs;
