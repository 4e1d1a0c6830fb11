import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { SCHEMA_STEPS } from './schema.ts';

/**
 * Copies into `target` whatever can be read of the database file at `path`, which stays as it is. Of a job that both have,
 * the one that was changed later wins. Returns how many jobs were read; 0 where nothing can be.
 */
export function copyReadableRows(path: string, target: DatabaseSync): number {
  if (!existsSync(path)) return 0;
  // A folder that can't be written has no place for what a shared database needs; as it lies it can be read all the same.
  return copyFrom(path, target) ?? copyFrom(immutable(path), target) ?? 0;
}

function immutable(path: string): URL {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return url;
}

function copyFrom(path: string | URL, target: DatabaseSync): number | null {
  let source: DatabaseSync;
  try {
    source = new DatabaseSync(path, { readOnly: true });
  } catch {
    return null;
  }
  try {
    const version = Number(source.prepare('PRAGMA user_version').get()!.user_version);
    if (version === 0 || version > SCHEMA_STEPS.length) return null;
    let jobCount = 0;
    for (const { name } of tablesOf(target)) {
      const count = copyTable(name, source, target);
      if (name === 'jobs') jobCount = count;
    }
    return jobCount;
  } catch {
    return null;
  } finally {
    source.close();
  }
}

function tablesOf(database: DatabaseSync): { name: string }[] {
  return database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all() as { name: string }[];
}

const columnsOf = (database: DatabaseSync, table: string) =>
  (database.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[]).map(({ name }) => name);

/** From both ends: a damaged page in the middle hides only what lies on it. */
function copyTable(table: string, source: DatabaseSync, target: DatabaseSync): number {
  const present = new Set(columnsOf(source, table));
  const columns = columnsOf(target, table).filter((name) => present.has(name));
  if (columns.length === 0) return 0;
  const names = columns.join(', ');
  const insert = target.prepare(
    `INSERT OR REPLACE INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const newer =
    table === 'jobs' ? target.prepare('SELECT 1 FROM jobs WHERE id = ? AND updated_at > ?') : undefined;
  const seen = new Set<number>();
  for (const order of ['ASC', 'DESC']) {
    try {
      const rows = source.prepare(
        `SELECT rowid AS row_number, ${names} FROM ${table} ORDER BY rowid ${order}`,
      );
      for (const row of rows.iterate()) {
        const number = Number(row.row_number);
        if (seen.has(number)) break;
        if (!newer?.get(row.id as SQLInputValue, row.updated_at as SQLInputValue)) {
          insert.run(...columns.map((name) => row[name] as SQLInputValue));
        }
        seen.add(number);
      }
    } catch {
      // As far as it goes.
    }
  }
  return seen.size;
}
