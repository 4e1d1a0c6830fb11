import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';

const MARK = /blockout-[0-9a-f]{32}/;

/**
 * A name for a file on its way to a provider's storage: unguessable, and found again in the address where the storage
 * keeps names. Nothing of the file's own name goes out but its ending.
 */
export function markedName(name: string): string {
  const ending = /^\.\w{1,8}$/.exec(extname(name))?.[0] ?? '';
  return `blockout-${randomBytes(16).toString('hex')}${ending}`;
}

/** The mark in the address of an upload of ours; null where the storage made up a name of its own. */
export function markOf(address: string): string | null {
  return MARK.exec(address)?.[0] ?? null;
}
