import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AssetStore } from '../assets/asset-store.ts';
import { hashFile } from '../assets/hash-file.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { inParallel } from './in-parallel.ts';

/** Remembers which asset a file or an address was, so that planning again neither reads nor copies it. */
export interface KnownFiles {
  /** The asset with the file's present content. Rejects as `fs` does where it can't be read. */
  assetOfFile(path: string): Promise<string>;
  /** SHA-256 of each file’s present content, in their order; nothing is copied. Rejects where one can't be read. */
  digestsOf(paths: readonly string[], signal?: AbortSignal): Promise<string[]>;
  assetOfUrl(url: string): string | null;
  rememberUrl(url: string, asset: string): void;
  /** The https address that an asset was last read from, or null. */
  addressOf(asset: string): string | null;
}

/** Files that are hashed before their digests are written down together: a commit waits for the disk. */
const FILES_A_COMMIT = 200;
const FILES_AT_ONCE = 4;

interface KnownFile {
  readonly size_bytes: number;
  readonly mtime_ms: number;
  readonly asset: string;
}

export function openKnownFiles({ database, remember }: Store, assets: AssetStore, clock: Clock): KnownFiles {
  const selectFile = database.prepare('SELECT * FROM files WHERE path = ?');
  const insertFile = database.prepare(
    'INSERT OR REPLACE INTO files (path, size_bytes, mtime_ms, asset) VALUES (?, ?, ?, ?)',
  );
  const selectUrl = database.prepare('SELECT asset FROM urls WHERE url = ?');
  const insertUrl = database.prepare('INSERT OR REPLACE INTO urls (url, asset, fetched_at) VALUES (?, ?, ?)');
  const selectAddress = database.prepare(
    "SELECT url FROM urls WHERE asset = ? AND url LIKE 'https:%' ORDER BY fetched_at DESC LIMIT 1",
  );
  const importing = new Map<string, Promise<string>>();

  async function importFile(path: string): Promise<string> {
    const { size, mtimeMs } = await stat(path);
    const known = selectFile.get(path) as KnownFile | undefined;
    if (
      known &&
      known.size_bytes === size &&
      known.mtime_ms === mtimeMs &&
      (await assets.isWhole(known.asset))
    ) {
      return known.asset;
    }
    const asset = await assets.importStream(createReadStream(path), basename(path));
    const after = await stat(path);
    // A file that changed while it was read is imported again next time.
    if (after.size === size && after.mtimeMs === mtimeMs) {
      remember('a file', () => insertFile.run(path, size, mtimeMs, asset.hash));
    }
    return asset.hash;
  }

  /** The digest of a file, and what to write down of it where that is news. */
  async function digestOf(path: string) {
    const { size, mtimeMs } = await stat(path);
    const known = selectFile.get(path) as KnownFile | undefined;
    if (known?.size_bytes === size && known.mtime_ms === mtimeMs) return { digest: known.asset, news: null };
    const { hash } = await hashFile(path);
    const after = await stat(path);
    const isSteady = after.size === size && after.mtimeMs === mtimeMs;
    return { digest: hash, news: isSteady ? { path, size, mtimeMs, hash } : null };
  }

  return {
    async digestsOf(paths, signal) {
      const digests: string[] = [];
      for (let from = 0; from < paths.length; from += FILES_A_COMMIT) {
        signal?.throwIfAborted();
        const found = await inParallel(paths.slice(from, from + FILES_A_COMMIT), FILES_AT_ONCE, digestOf);
        const news = found.flatMap((one) => one.news ?? []);
        if (news.length > 0) {
          remember('what files are', () => {
            for (const { path, size, mtimeMs, hash } of news) insertFile.run(path, size, mtimeMs, hash);
          });
        }
        for (const { digest } of found) digests.push(digest);
      }
      return digests;
    },
    assetOfFile(path) {
      const underWay = importing.get(path);
      if (underWay) return underWay;
      const work = importFile(path).finally(() => importing.delete(path));
      importing.set(path, work);
      return work;
    },
    assetOfUrl(url) {
      const found = (selectUrl.get(url) as { asset: string } | undefined)?.asset;
      return found !== undefined && assets.has(found) ? found : null;
    },
    rememberUrl(url, asset) {
      remember('an address', () => insertUrl.run(url, asset, clock.now()));
    },
    addressOf: (asset) => (selectAddress.get(asset) as { url: string } | undefined)?.url ?? null,
  };
}
