import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomicSync } from '../../files/write-atomic.ts';
import type { KnownSession, SessionMemory } from './session-book.ts';

/** Sessions in a file of the data folder that only the user can read. A damaged file counts as empty. */
export function sessionFile(home: string): SessionMemory {
  const path = join(home, 'browser-sessions.json');
  return {
    load() {
      try {
        const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
        return Array.isArray(stored) ? stored.filter(isSession) : [];
      } catch {
        return [];
      }
    },
    save(sessions) {
      writeAtomicSync(path, JSON.stringify(sessions), 0o600);
    },
  };
}

function isSession(stored: unknown): stored is KnownSession {
  const { hash, sinceMs } = (stored ?? {}) as Partial<KnownSession>;
  return typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) && typeof sinceMs === 'number';
}
