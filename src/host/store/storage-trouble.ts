import { accessSync, constants, statfsSync } from 'node:fs';

/** What keeps the disk or the database from doing what it was told. */
export type StorageKind = 'full' | 'busy' | 'read-only' | 'damaged' | 'moved' | 'unreadable';

export interface StorageTrouble {
  /** `newer` is a database that only a later version of the program can read. */
  readonly kind: StorageKind | 'newer';
  /** What happened, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly fix: string;
}

/** Result codes of SQLite (https://sqlite.org/rescode.html); an extended code has more in its upper bits. */
const SQLITE_KINDS: Readonly<Record<number, StorageKind>> = {
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  10: 'unreadable',
  11: 'damaged',
  13: 'full',
  14: 'unreadable',
  26: 'damaged',
};
/** SQLITE_READONLY_DBMOVED: the file was renamed or removed while it was open. */
const DATABASE_MOVED = 1032;
/** SQLITE_IOERR_SHMSIZE: the file that SQLite shares between processes can't grow, since the disk is full. */
const NO_ROOM_FOR_SHARED_MEMORY = 4874;

const SYSTEM_KINDS: Readonly<Record<string, StorageKind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EIO: 'unreadable',
};

/** What an error of SQLite or of the file system means for a person; null where it is something else. */
export function storageTrouble(error: unknown): StorageTrouble | null {
  if (error instanceof StorageError) return error.trouble;
  const { code, errcode, path } = (error ?? {}) as { code?: unknown; errcode?: unknown; path?: unknown };
  if (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number') {
    const kind = sqliteKind(errcode);
    return kind === null ? null : troubleOf(kind);
  }
  const kind = typeof code === 'string' ? SYSTEM_KINDS[code] : undefined;
  return kind === undefined ? null : troubleOf(kind, typeof path === 'string' ? path : undefined);
}

/**
 * The same for an error with something in the data folder. Where SQLite only says that it could not open a file, the
 * folder itself tells whether it is read-only or full.
 */
export function troubleAt(folder: string, error: unknown): StorageTrouble | null {
  const found = storageTrouble(error);
  if (!found || found.kind === 'newer' || error instanceof StorageError) return found;
  if (found.kind !== 'unreadable') return troubleOf(found.kind);
  try {
    accessSync(folder, constants.W_OK);
    return troubleOf(statfsSync(folder).bavail === 0 ? 'full' : 'unreadable');
  } catch (refusal) {
    return troubleOf(storageTrouble(refusal)?.kind === 'read-only' ? 'read-only' : 'unreadable');
  }
}

/** Trouble with storage that was told apart already. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly trouble: StorageTrouble;

  constructor(trouble: StorageTrouble, options?: ErrorOptions) {
    super(trouble.message, options);
    this.trouble = trouble;
  }
}

function sqliteKind(errcode: number): StorageKind | null {
  if (errcode === DATABASE_MOVED) return 'moved';
  if (errcode === NO_ROOM_FOR_SHARED_MEMORY) return 'full';
  return SQLITE_KINDS[errcode & 0xff] ?? null;
}

/** The words for a kind of trouble; `path` is the file that was to be written, the data folder where there is none. */
export function troubleOf(kind: StorageKind, path?: string): StorageTrouble {
  const what = path ?? 'Blockout’s data folder';
  switch (kind) {
    case 'full':
      return {
        kind,
        message: `The disk is full: ${what} can’t be written.`,
        fix: 'Make room on that disk, then try again.',
      };
    case 'busy':
      return {
        kind,
        message: 'Another program has been holding Blockout’s ledger, so nothing could be written to it.',
        fix: 'Close the program that has blockout.db open (a backup, a database viewer), then try again.',
      };
    case 'read-only':
      return {
        kind,
        message: `${what === path ? path : 'Blockout’s data folder'} can’t be written: it is read-only for this user.`,
        fix: 'Allow writing there, or choose another folder.',
      };
    case 'damaged':
      return {
        kind,
        message: 'Blockout’s ledger is damaged, so nothing can be sent.',
        fix: 'Start Blockout again: it keeps a copy and offers the last backup.',
      };
    case 'moved':
      return {
        kind,
        message:
          'Blockout’s ledger was moved, replaced or removed while it was in use, so nothing can be sent.',
        fix: 'Put blockout.db back if you moved it, and start Blockout again.',
      };
    case 'unreadable':
      return {
        kind,
        message: `${what === path ? path : 'Blockout’s data folder'} can’t be read or written (the disk answers with an error).`,
        fix: 'Check the disk or its connection, then try again.',
      };
  }
}
