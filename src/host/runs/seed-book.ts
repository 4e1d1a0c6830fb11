import type { SeedValue } from '../../engine/param.ts';
import type { SeedPlace, SettledSeed } from '../../engine/seeds.ts';
import type { Store } from '../store/store.ts';

/**
 * Seeds that were drawn for a workflow in which nobody has written them yet. They belong to this machine, as the takes do:
 * a file that is run again asks for the same take, also from a command line that leaves the file alone.
 */
export interface SeedBook {
  /** What was drawn where the workflow has this stored. */
  recall(workflowId: string, place: SeedPlace, stored: SeedValue): SeedValue | undefined;
  /** Remembers for as long as the host lives, so that what was looked at is what will run. */
  note(workflowId: string, seeds: readonly SettledSeed[]): void;
  /** Keeps for good what a run uses. */
  keep(workflowId: string, seeds: readonly SettledSeed[]): Promise<void>;
}

/** Most seeds that are remembered without having been run. */
const MAX_NOTED = 10_000;

/** Opens the seeds of a store. */
export function openSeedBook({ database, write }: Store): SeedBook {
  const noted = new Map<string, SeedValue>();
  const select = database.prepare(
    'SELECT value FROM seeds WHERE workflow_id = ? AND node_id = ? AND param = ? AND stored = ?',
  );
  const insert = database.prepare(
    'INSERT OR REPLACE INTO seeds (workflow_id, node_id, param, stored, value) VALUES (?, ?, ?, ?, ?)',
  );

  return {
    recall(workflowId, { nodeId, param }, stored) {
      const row = select.get(workflowId, nodeId, param, storedText(stored)) as { value: number } | undefined;
      if (row) return { mode: stored.mode, value: row.value, used: true };
      return noted.get([workflowId, nodeId, param, storedText(stored)].join('\n'));
    },
    note(workflowId, seeds) {
      if (noted.size > MAX_NOTED) noted.clear();
      for (const { nodeId, param, before, after } of seeds)
        noted.set([workflowId, nodeId, param, storedText(before)].join('\n'), after);
    },
    async keep(workflowId, seeds) {
      if (seeds.length === 0) return;
      await write(() => {
        for (const { nodeId, param, before, after } of seeds)
          insert.run(workflowId, nodeId, param, storedText(before), after.value);
      });
    },
  };
}

const storedText = ({ mode, value }: SeedValue) => `${mode} ${value}`;
