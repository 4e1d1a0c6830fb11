import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { tryProcessLock } from './store/process-lock.ts';

/** A running host's place on its home. Open jobs belong to a slot, so that two hosts never poll the same job. */
export interface Instance {
  readonly slot: number;
  /** Takes another slot too when its host is gone. False while that host lives. */
  adopt(slot: number): boolean;
  /** Whether this host holds the slot, by claim or adoption. */
  holds(slot: number): boolean;
  release(): void;
}

/** Claims the lowest free slot. Throws where nothing can be locked in this home. */
export function claimInstance(home: string): Instance {
  const folder = join(home, 'instances');
  mkdirSync(folder, { recursive: true });
  const held = new Map<number, { release(): void }>();
  const tryLock = (slot: number): boolean => {
    if (held.has(slot)) return true;
    const lock = tryProcessLock(join(folder, `${slot}.lock`));
    if (lock) held.set(slot, lock);
    return lock !== null;
  };
  let slot = 0;
  while (!tryLock(slot)) slot++;
  return {
    slot,
    adopt: tryLock,
    holds: (other) => held.has(other),
    release() {
      for (const lock of held.values()) lock.release();
      held.clear();
    },
  };
}
