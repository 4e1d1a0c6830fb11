import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeFolderSync } from '../../files/make-folder.ts';
import { partialPath } from '../../files/partial-path.ts';
import type { MediaInfo } from '../../media/probe.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { StorageError, troubleAt } from '../store/storage-trouble.ts';
import type { Store } from '../store/store.ts';
import { hashFile } from './hash-file.ts';
import type { WeightsInfo } from './weights.ts';
import { createWholeness } from './wholeness.ts';

export type AssetInfo = MediaInfo | WeightsInfo;

/** A file in the store. */
export interface Asset {
  /** SHA-256 of the content, lower-case hex. */
  readonly hash: string;
  /** The name under which it came in. */
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** What the file is, once it has been looked into. */
  readonly info: AssetInfo | null;
}

/** Files by content: the same content is kept once, and no file ever changes. */
export interface AssetStore {
  pathOf(hash: string): string;
  /** Whether the file itself is there, whole; false also for one that has changed and must be hashed first. */
  has(hash: string): boolean;
  /** Whether the file is there, whole; hashes it where it has changed. */
  isWhole(hash: string): Promise<boolean>;
  /** Hashes the changed files that `has` was asked about. True where some of them turned out whole. */
  settleDoubts(): Promise<boolean>;
  get(hash: string): Asset | undefined;
  list(limit: number): Asset[];
  /** Takes in a stream. Rejects with `AssetTooLargeError` above `maxBytes`. */
  importStream(chunks: AsyncIterable<Uint8Array>, name: string, maxBytes?: number): Promise<Asset>;
  /** Takes a finished file over: it is moved, not copied. */
  adopt(path: string, name: string): Promise<Asset>;
  describe(hash: string, info: AssetInfo, contentType: string): void;
  /** Where downloads that may be continued lie, on the same disk as the store. */
  readonly partialFolder: string;
  /** A name for a file in the making, on the same disk as the store. */
  scratchPath(): string;
}

export class AssetTooLargeError extends Error {
  override readonly name = 'AssetTooLargeError';
}

const HASH = /^[0-9a-f]{64}$/;

/** Opens the store under `home/assets`. */
export function openAssetStore(
  home: string,
  { database, readOnlyFor, write, remember }: Store,
  clock: Clock,
  log: Pick<Log, 'warning'>,
): AssetStore {
  const root = join(home, 'assets');
  const scratch = join(home, 'scratch');
  for (const folder of [root, scratch]) makeUnless(readOnlyFor !== null, folder);
  const insert = database.prepare(
    'INSERT OR IGNORE INTO assets (hash, name, content_type, size_bytes, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const select = database.prepare('SELECT * FROM assets WHERE hash = ?');
  const selectMany = database.prepare('SELECT * FROM assets ORDER BY created_at DESC, hash LIMIT ?');
  const update = database.prepare('UPDATE assets SET info = ?, content_type = ? WHERE hash = ?');
  const selectSeen = database.prepare('SELECT size_bytes, mtime_ms FROM assets WHERE hash = ?');
  const updateSeen = database.prepare('UPDATE assets SET size_bytes = ?, mtime_ms = ? WHERE hash = ?');

  const pathOf = (hash: string) => {
    if (!HASH.test(hash)) throw new Error('not an asset hash');
    return join(root, hash.slice(0, 2), hash);
  };
  const scratchPath = () => partialPath(join(scratch, 'made'));
  const get = (hash: string): Asset | undefined => {
    const row = select.get(hash) as AssetRow | undefined;
    return row && assetOfRow(row);
  };

  const wholeness = createWholeness({
    pathOf,
    log,
    seen(hash) {
      const row = selectSeen.get(hash) as { size_bytes: number; mtime_ms: number | null } | undefined;
      return row && { sizeBytes: row.size_bytes, mtimeMs: row.mtime_ms };
    },
    remember: (hash, { sizeBytes, mtimeMs }) =>
      remember('that a file is whole', () => {
        // A file without a row: the ledger was restored from before it came in.
        insert.run(hash, hash.slice(0, 8), 'application/octet-stream', sizeBytes, clock.now());
        updateSeen.run(sizeBytes, mtimeMs, hash);
      }),
  });

  async function place(path: string, hash: string, sizeBytes: number, name: string): Promise<Asset> {
    const target = pathOf(hash);
    if (get(hash) && (await wholeness.check(hash))) {
      await rm(path, { force: true });
      return get(hash)!;
    }
    await mkdir(dirname(target), { recursive: true });
    await rename(path, target);
    const { mtimeMs } = await stat(target);
    await write(() => {
      insert.run(hash, name, 'application/octet-stream', sizeBytes, clock.now());
      updateSeen.run(sizeBytes, mtimeMs, hash);
    });
    return get(hash)!;
  }

  /** What keeps the store from taking something in; null where the source is to blame. */
  function ownTrouble(error: unknown, partial: string): StorageError | null {
    const { path, syscall } = error as NodeJS.ErrnoException;
    const trouble = path === partial || syscall === 'write' ? (readOnlyFor ?? troubleAt(home, error)) : null;
    return trouble && new StorageError(trouble, { cause: error });
  }

  return {
    pathOf,
    partialFolder: join(home, 'partial'),
    has: (hash) => HASH.test(hash) && wholeness.isKnownWhole(hash),
    isWhole: async (hash) => HASH.test(hash) && (await wholeness.check(hash)),
    settleDoubts: wholeness.settleDoubts,
    get,
    list: (limit) => (selectMany.all(limit) as unknown as AssetRow[]).map(assetOfRow),
    async importStream(chunks, name, maxBytes = Number.POSITIVE_INFINITY) {
      const partial = scratchPath();
      const digest = createHash('sha256');
      let sizeBytes = 0;
      const measured = new Transform({
        transform(chunk: Uint8Array, _encoding, done) {
          sizeBytes += chunk.length;
          if (sizeBytes > maxBytes) return done(new AssetTooLargeError(`more than ${maxBytes} bytes`));
          digest.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(chunks, measured, createWriteStream(partial, { flags: 'wx' }));
        return await place(partial, digest.digest('hex'), sizeBytes, name);
      } catch (error) {
        await rm(partial, { force: true }).catch(() => {});
        throw ownTrouble(error, partial) ?? error;
      }
    },
    async adopt(path, name) {
      const { hash, sizeBytes } = await hashFile(path);
      return place(path, hash, sizeBytes, name);
    },
    describe: (hash, info, contentType) => {
      remember('what a file is', () => update.run(JSON.stringify(info), contentType, hash));
    },
    scratchPath,
  };
}

/** In a home that can't be written, what is there can still be read. */
function makeUnless(mayFail: boolean, folder: string): void {
  try {
    makeFolderSync(folder);
  } catch (error) {
    if (!mayFail) throw error;
  }
}

interface AssetRow {
  hash: string;
  name: string;
  content_type: string;
  size_bytes: number;
  info: string | null;
}

function assetOfRow(row: AssetRow): Asset {
  return {
    hash: row.hash,
    name: row.name,
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    info: row.info === null ? null : (JSON.parse(row.info) as AssetInfo),
  };
}
