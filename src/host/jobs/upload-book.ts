import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

/** Remembers which assets a storage already has, so that a clip is sent once and not for every take. */
export interface UploadBook {
  find(storage: string, asset: string): string | null;
  remember(storage: string, asset: string, url: string): void;
  /** After the storage no longer has it. */
  forget(storage: string, asset: string): void;
}

/** A day less than uploads are kept, so that a job in a long queue still finds them. */
const REMEMBERED_MS = 6 * 24 * 3_600_000;

/**
 * `place` is this machine and home: on a copy of the home the uploads of the first one count as another's, since what
 * both send could not be told apart.
 */
export function openUploadBook({ database, remember }: Store, clock: Clock, place: string): UploadBook {
  const keyOf = (storage: string) => `${storage} ${createHash('sha256').update(place).digest('hex')}`;
  const select = database.prepare(
    'SELECT url FROM uploads WHERE storage = ? AND asset = ? AND expires_at > ?',
  );
  const insert = database.prepare(
    'INSERT OR REPLACE INTO uploads (storage, asset, url, expires_at) VALUES (?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM uploads WHERE storage = ? AND asset = ?');
  return {
    find: (storage, asset) =>
      (select.get(keyOf(storage), asset, clock.now()) as { url: string } | undefined)?.url ?? null,
    remember(storage, asset, url) {
      remember('an upload', () => insert.run(keyOf(storage), asset, url, clock.now() + REMEMBERED_MS));
    },
    forget(storage, asset) {
      remember('that an upload is gone', () => remove.run(keyOf(storage), asset));
    },
  };
}
