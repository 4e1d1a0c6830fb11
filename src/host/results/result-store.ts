import type { NodeType, PlainOutputs } from '../../engine/define-node.ts';
import { keyText } from '../../engine/key.ts';
import type { ResultStore } from '../../engine/plan-options.ts';
import { ResultCache } from '../../engine/result-cache.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

export interface KeptResults extends ResultStore {
  /** Another text whenever a result may be there, or a job may be paid, that was not before; here or by another host. */
  mark(): string;
}

/**
 * Results of all node types in memory, and on disk those of types that keep theirs across sessions. A kept result
 * that names an asset which is gone counts as none. `set` throws where the disk can't take it; the session keeps it anyway.
 */
export function openResultStore(
  { database, writeSoon }: Store,
  assets: AssetStore,
  clock: Clock,
): KeptResults {
  const cache = new ResultCache();
  const select = database.prepare('SELECT outputs FROM results WHERE key = ? AND type = ?');
  const insert = database.prepare(
    'INSERT OR REPLACE INTO results (key, type, outputs, at) VALUES (?, ?, ?, ?)',
  );

  // The one changes with every commit of other connections, the other with every row that this one writes.
  const selectVersion = database.prepare('PRAGMA data_version');
  const selectChanges = database.prepare('SELECT total_changes() AS count');
  let newsCount = 0;

  function fromDisk(keys: Int32Array, at: number, type: NodeType): PlainOutputs | undefined {
    const row = select.get(keyText(keys, at), type.id) as { outputs: string } | undefined;
    if (!row) return undefined;
    const outputs = parsed(row.outputs);
    if (outputs === undefined) return undefined;
    cache.set(keys, at, type, outputs);
    return outputs;
  }

  return {
    get(keys, at, type) {
      const outputs = cache.get(keys, at) ?? (type.persist ? fromDisk(keys, at, type) : undefined);
      if (outputs === undefined || !type.persist) return outputs;
      if (assetsIn(outputs).every((asset) => assets.has(asset))) return outputs;
      // Its file may come back without anybody telling.
      newsCount++;
      return undefined;
    },
    mark: () => `${newsCount} ${selectVersion.get()!.data_version} ${selectChanges.get()!.count}`,
    set(keys, at, type, outputs) {
      newsCount++;
      cache.set(keys, at, type, outputs);
      if (!type.persist) return;
      const key = keyText(keys, at);
      writeSoon('a result', () => insert.run(key, type.id, JSON.stringify(outputs), clock.now()));
    },
  };
}

/** A row that was damaged counts as none. */
function parsed(text: string): PlainOutputs | undefined {
  try {
    return JSON.parse(text) as PlainOutputs;
  } catch {
    return undefined;
  }
}

/** Every asset that a value names, however deep. */
function assetsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(assetsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as { asset?: unknown }).asset;
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(assetsIn)];
}
