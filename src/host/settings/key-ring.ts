import { readFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desktop } from '../desktop.ts';
import { writeAtomic } from '../write-atomic.ts';

/** Where the key in use came from. */
export type KeySource = 'environment' | 'safe-storage' | 'file';

/** The fal key: read by the provider only, never handed to anything that shows or stores text. */
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

const KEY_FORM = /^[^\s:]+:[^\s:]+$/;

/** Why a text can't be a fal key, or null. */
export function refuseKey(key: string): string | null {
  return KEY_FORM.test(key.trim())
    ? null
    : 'A fal key has two parts with a colon between them. Copy the whole key from fal.ai/dashboard/keys.';
}

/** Opens the keys of a home. `FAL_KEY`, or `FAL_KEY_ID` and `FAL_KEY_SECRET`, win over a stored key. */
export function openKeyRing(
  home: string,
  env: Readonly<Record<string, string | undefined>>,
  desktop: Desktop | undefined,
): KeyRing {
  const plainPath = join(home, 'fal-key');
  const sealedPath = join(home, 'fal-key.sealed');
  const fromEnvironment =
    env.FAL_KEY || (env.FAL_KEY_ID && env.FAL_KEY_SECRET ? `${env.FAL_KEY_ID}:${env.FAL_KEY_SECRET}` : null);
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
        await writeAtomic(sealedPath, desktop.safeStorage.encrypt(trimmed), 0o600);
        await rm(plainPath, { force: true });
        stored = { key: trimmed, source: 'safe-storage' };
      } else {
        await writeAtomic(plainPath, `${trimmed}\n`, 0o600);
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
