import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { makeFolderSync } from '../../files/make-folder.ts';
import { SCHEMA_STEPS } from './schema.ts';
import { StorageError, troubleOf } from './storage-trouble.ts';

/**
 * How long a statement waits for another process that is writing, in the host's loop: the commit of a neighbour, no more.
 * `patiently` waits for the rest without holding anybody up.
 */
const BUSY_TIMEOUT_MS = 50;
/** The same while a program starts, when nobody waits for anything else yet. */
const OPENING_TIMEOUT_MS = 5_000;
/** A check reads the whole file: larger ones are checked by their daily backup, in nobody's way. */
const CHECKED_AT_ONCE_BYTES = 64e6;

export type Row = Record<string, SQLOutputValue>;

/**
 * Opens the host's database, checks it and brings its schema up to date. Several processes may share it. Throws where it
 * was written by a newer Blockout, is damaged or can't be written.
 */
export function openDatabase(path: string): DatabaseSync {
  makeFolderSync(dirname(path));
  const database = new DatabaseSync(path, { timeout: OPENING_TIMEOUT_MS });
  try {
    if (versionOf(database) > 0 && statSync(path).size < CHECKED_AT_ONCE_BYTES) checkDatabase(database);
    // FULL: a job that is written as intended must survive even a power cut before the submit leaves.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    inTransaction(database, () => upgrade(database));
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** An empty database of the present schema that lives in memory. */
export function createMemoryDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  upgrade(database);
  return database;
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()!.user_version);
}

function upgrade(database: DatabaseSync): void {
  const version = versionOf(database);
  if (version > SCHEMA_STEPS.length) {
    throw new StorageError({
      kind: 'newer',
      message: `The data folder was written by a newer Blockout (schema ${version}; this one knows ${SCHEMA_STEPS.length}).`,
      fix: 'Update Blockout, or set BLOCKOUT_HOME to another folder.',
    });
  }
  for (const step of SCHEMA_STEPS.slice(version)) database.exec(step);
  database.exec(`PRAGMA user_version = ${SCHEMA_STEPS.length}`);
}

/** Throws a `StorageError` where the pages of a database do not fit together. */
export function checkDatabase(database: DatabaseSync): void {
  const { quick_check: found } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (found !== 'ok') throw new StorageError(troubleOf('damaged'), { cause: found });
}

/** Runs `work` with the write lock held from the start; rolls back where it throws. `work` must not wait. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk makes SQLite roll back by itself; rolling back again would hide what happened.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
