import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A running host's place on its home. Open jobs belong to a slot, so that two hosts never poll the same job. */
export interface Instance {
  readonly slot: number;
  /** Takes another slot too when its host is gone. False while that host lives. */
  adopt(slot: number): boolean;
  /** Whether this host holds the slot, by claim or adoption. */
  holds(slot: number): boolean;
  release(): void;
}

/**
 * Claims the lowest free slot. The lock is an exclusive SQLite transaction: the system drops it when the process ends,
 * however it ends, on every platform.
 */
export function claimInstance(home: string): Instance {
  const folder = join(home, 'instances');
  mkdirSync(folder, { recursive: true });
  const held = new Map<number, DatabaseSync>();
  const tryLock = (slot: number): boolean => {
    if (held.has(slot)) return true;
    const lock = new DatabaseSync(join(folder, `${slot}.lock`), { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
      held.set(slot, lock);
      return true;
    } catch {
      lock.close();
      return false;
    }
  };
  let slot = 0;
  while (!tryLock(slot)) slot++;
  return {
    slot,
    adopt: tryLock,
    holds: (other) => held.has(other),
    release() {
      for (const lock of held.values()) lock.close();
      held.clear();
    },
  };
}
