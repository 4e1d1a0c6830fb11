import { statSync } from 'node:fs';
import type { Log } from '../log/log.ts';
import { hashFile } from './hash-file.ts';

/** How a file of the store looked when its content was last known to be what its name says. */
export interface SeenWhole {
  readonly sizeBytes: number;
  /** Null in rows from before it was noted. */
  readonly mtimeMs: number | null;
}

export interface WholenessContext {
  pathOf(hash: string): string;
  /** What is remembered of a file, or undefined where nothing is. */
  seen(hash: string): SeenWhole | undefined;
  remember(hash: string, seen: { readonly sizeBytes: number; readonly mtimeMs: number }): void;
  readonly log: Pick<Log, 'warning'>;
}

/**
 * Whether files of the store are still what they were when they came in. A look at size and time of change tells it of
 * nearly all; what has changed by these is hashed, once.
 */
export interface Wholeness {
  /** At once: false for a file that is gone or cut, and for one that has to be hashed first. */
  isKnownWhole(hash: string): boolean;
  /** The answer for certain. */
  check(hash: string): Promise<boolean>;
  /** Hashes what `isKnownWhole` could not tell. True where some of it turned out whole. */
  settleDoubts(): Promise<boolean>;
}

type Looked = 'whole' | 'broken' | 'doubtful';

export function createWholeness({ pathOf, seen, remember, log }: WholenessContext): Wholeness {
  const doubts = new Set<string>();
  const checking = new Map<string, Promise<boolean>>();
  /** What hashing found in this session, by the time of change that the file then had. */
  const verdicts = new Map<string, { readonly mtimeMs: number; readonly isWhole: boolean }>();
  /** Files that were whole by their looks in this session, so that the next look reads no row. */
  const wholeAs = new Map<string, string>();

  function look(hash: string): Looked {
    const found = statSync(pathOf(hash), { throwIfNoEntry: false });
    if (!found?.isFile()) return 'broken';
    const asFound = `${found.size} ${found.mtimeMs}`;
    if (wholeAs.get(hash) === asFound) return 'whole';
    const known = seen(hash);
    if (known && known.sizeBytes !== found.size) return 'broken';
    if (known?.mtimeMs === found.mtimeMs) {
      wholeAs.set(hash, asFound);
      return 'whole';
    }
    const verdict = verdicts.get(hash);
    if (verdict?.mtimeMs !== found.mtimeMs) return 'doubtful';
    return verdict.isWhole ? 'whole' : 'broken';
  }

  async function hashAgain(hash: string): Promise<boolean> {
    const { mtimeMs } = statSync(pathOf(hash));
    const found = await hashFile(pathOf(hash));
    const isWhole = found.hash === hash;
    verdicts.set(hash, { mtimeMs, isWhole });
    if (isWhole) remember(hash, { sizeBytes: found.sizeBytes, mtimeMs });
    else log.warning('storage', `A file of the asset store was damaged and no longer counts: ${hash}`);
    return isWhole;
  }

  async function check(hash: string): Promise<boolean> {
    const looked = look(hash);
    if (looked !== 'doubtful') return looked === 'whole';
    const present = checking.get(hash);
    if (present) return present;
    const started = hashAgain(hash)
      .catch(() => false)
      .finally(() => checking.delete(hash));
    checking.set(hash, started);
    return started;
  }

  return {
    check,
    isKnownWhole(hash) {
      const looked = look(hash);
      if (looked === 'doubtful') doubts.add(hash);
      return looked === 'whole';
    },
    async settleDoubts() {
      const asked = [...doubts];
      doubts.clear();
      let isNews = false;
      // One after the other: the disk is what they all wait for.
      for (const hash of asked) isNews = (await check(hash)) || isNews;
      return isNews;
    },
  };
}
