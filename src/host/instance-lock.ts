import { writeFileSync } from 'node:fs';
import { makeFolderSync } from '../files/make-folder.ts';
import { WRITER } from '../files/partial-path.ts';
import { tryProcessLock } from './store/process-lock.ts';
import { type StorageTrouble, troubleAt } from './store/storage-trouble.ts';
import { instancesFolder, lockOfSlot, writerFile } from './unfinished/living-writers.ts';

/** A running host's place on its home. Open jobs belong to a slot, so that two hosts never poll the same job. */
export interface Instance {
  readonly slot: number;
  /** Why no place could be claimed: this host may then look and nothing else, as it can't tell who else is there. */
  readonly trouble: StorageTrouble | null;
  /** Takes another slot too when its host is gone. False while that host lives. */
  adopt(slot: number): boolean;
  /** Whether this host holds the slot, by claim or adoption. */
  holds(slot: number): boolean;
  release(): void;
}

/** Claims the lowest free slot, or none where nothing can be locked in this home. */
export function claimInstance(home: string): Instance {
  try {
    return claimSlot(home);
  } catch (error) {
    const trouble = troubleAt(home, error);
    if (!trouble) throw error;
    return { slot: 0, trouble, adopt: () => false, holds: () => false, release() {} };
  }
}

function claimSlot(home: string): Instance {
  makeFolderSync(instancesFolder(home));
  const held = new Map<number, { release(): void }>();
  const tryLock = (slot: number): boolean => {
    if (held.has(slot)) return true;
    const lock = tryProcessLock(lockOfSlot(home, slot));
    if (!lock) return false;
    held.set(slot, lock);
    sayWriter(home, slot);
    return true;
  };
  let slot = 0;
  while (!tryLock(slot)) slot++;
  return {
    slot,
    trouble: null,
    adopt: tryLock,
    holds: (other) => held.has(other),
    release() {
      for (const lock of held.values()) lock.release();
      held.clear();
    },
  };
}

/** Tells other hosts whose files in the making not to sweep. Where it can't be told, they sweep nothing. */
function sayWriter(home: string, slot: number): void {
  try {
    writeFileSync(writerFile(home, slot), WRITER);
  } catch {
    // A full disk: the file is there, but empty.
  }
}
