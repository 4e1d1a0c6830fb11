import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What SQLite says against the ledger of a home. */
export function judgeDatabase(home: string): string[] {
  const database = new DatabaseSync(join(home, 'blockout.db'), { readOnly: true });
  try {
    const found = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
    const said = found.map(({ integrity_check }) => integrity_check).join(' ');
    return said === 'ok' ? [] : [`damaged: the ledger: ${said}`];
  } finally {
    database.close();
  }
}

/** Files in the making that nobody will finish, in a folder whose `home` no host uses any more. */
export async function leftOver(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => /\.part$|^home\/(scratch|partial|in-the-making)\//.test(path))
    .map((path) => `left over: ${path}`);
}
