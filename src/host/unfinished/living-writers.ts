import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WRITER } from '../../files/partial-path.ts';
import { tryProcessLock } from '../store/process-lock.ts';

export const instancesFolder = (home: string) => join(home, 'instances');
/** Held as long as the host on this slot lives. */
export const lockOfSlot = (home: string, slot: number) => join(instancesFolder(home), `${slot}.lock`);
/** Says which writer the host on this slot is. */
export const writerFile = (home: string, slot: number) => join(instancesFolder(home), `${slot}.writer`);

/** Whether a living host holds this slot; one of this process counts too. */
export function isSlotHeld(home: string, slot: number): boolean {
  const lock = tryProcessLock(lockOfSlot(home, slot));
  lock?.release();
  return lock === null;
}

/** Slots that are or were used on a home. */
export function slotsOf(home: string): number[] {
  if (!existsSync(instancesFolder(home))) return [];
  return readdirSync(instancesFolder(home))
    .map((name) => /^(\d+)\.lock$/.exec(name)?.[1])
    .filter((slot) => slot !== undefined)
    .map(Number);
}

/**
 * Who may be writing on a home now, this process included; null where a living host did not say who it is. A host says
 * so before it writes anything: whose files were seen before this was asked is among them, if it lives.
 */
export function livingWriters(home: string): ReadonlySet<string> | null {
  const living = new Set([WRITER]);
  for (const slot of slotsOf(home)) {
    if (!isSlotHeld(home, slot)) continue;
    const writer = writerIn(writerFile(home, slot));
    if (writer === null) return null;
    living.add(writer);
  }
  return living;
}

function writerIn(path: string): string | null {
  try {
    return /^[0-9a-f]{12}$/.exec(readFileSync(path, 'utf8'))?.[0] ?? null;
  } catch {
    return null;
  }
}
