import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { SCHEMA_STEPS } from './schema.ts';
import { StorageError } from './storage-trouble.ts';

/**
 * How long a statement waits for another process that is writing, in the host's loop: the commit of a neighbour, no more.
 * `patiently` waits for the rest without holding anybody up.
 */
const BUSY_TIMEOUT_MS = 50;

export type Row = Record<string, SQLOutputValue>;

/**
 * Opens the host's database and brings its schema up to date. Several processes may share it. Throws where it was
 * written by a newer Blockout.
 */
export function openDatabase(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  // FULL: a job that is written as intended must survive even a power cut before the submit leaves.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  inTransaction(database, () => {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
      user_version: number;
    };
    if (version > SCHEMA_STEPS.length) {
      throw new StorageError({
        kind: 'newer',
        message: `The data folder was written by a newer Blockout (schema ${version}; this one knows ${SCHEMA_STEPS.length}).`,
        fix: 'Update Blockout, or set BLOCKOUT_HOME to another folder.',
      });
    }
    for (const step of SCHEMA_STEPS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${SCHEMA_STEPS.length}`);
  });
  return database;
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
