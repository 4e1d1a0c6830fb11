import { readFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../../files/write-atomic.ts';
import type { Desktop } from '../desktop.ts';

/** Where the key in use came from. */
export type KeySource = 'environment' | 'safe-storage' | 'file';

/** The key for one provider: read by that provider only, never handed to anything that shows or stores text. */
export interface KeyRing {
  key(): string | null;
  /** Every key of this session, also those that were replaced: what has to be hidden. */
  everSeen(): readonly string[];
  source(): KeySource | null;
  /** Stores a key, in the system's key store where there is one, else in a file that only the user can read. */
  set(key: string): Promise<void>;
  /** Forgets the stored key; one from the environment stays. */
  clear(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What differs between the keys of providers. */
export interface KeyKind {
  /** Name of its files in the home. */
  readonly file: string;
  /** The environment variable that people are told of. */
  readonly variable: string;
  fromEnvironment(env: Environment): string | null;
  /** Why a text can't be such a key, or null. */
  refuse(key: string): string | null;
}

/** Opens a key of a home. One from the environment wins over a stored one. */
export function openKeyRing(
  home: string,
  env: Environment,
  desktop: Desktop | undefined,
  kind: KeyKind,
): KeyRing {
  const plainPath = join(home, kind.file);
  const sealedPath = join(home, `${kind.file}.sealed`);
  const fromEnvironment = kind.fromEnvironment(env);
  let stored = readStored();
  const seen = new Set([fromEnvironment, stored?.key].filter((key) => typeof key === 'string'));

  function readStored(): { key: string; source: KeySource } | null {
    const sealed = readBytes(sealedPath);
    if (sealed && desktop?.safeStorage.isAvailable()) {
      try {
        return { key: desktop.safeStorage.decrypt(sealed), source: 'safe-storage' };
      } catch {
        // Sealed by another user or machine: as good as no key, and asking for it again replaces it.
      }
    }
    const plain = readBytes(plainPath);
    return plain ? { key: plain.toString('utf8').trim(), source: 'file' } : null;
  }

  return {
    key: () => fromEnvironment ?? stored?.key ?? null,
    everSeen: () => [...seen],
    source: () => (fromEnvironment ? 'environment' : (stored?.source ?? null)),
    async set(key) {
      const trimmed = key.trim();
      seen.add(trimmed);
      if (desktop?.safeStorage.isAvailable()) {
        await writeAtomic(sealedPath, desktop.safeStorage.encrypt(trimmed), { mode: 0o600 });
        await rm(plainPath, { force: true });
        stored = { key: trimmed, source: 'safe-storage' };
      } else {
        await writeAtomic(plainPath, `${trimmed}\n`, { mode: 0o600 });
        await chmod(plainPath, 0o600);
        stored = { key: trimmed, source: 'file' };
      }
    },
    async clear() {
      await rm(plainPath, { force: true });
      await rm(sealedPath, { force: true });
      stored = null;
    },
  };
}

function readBytes(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
