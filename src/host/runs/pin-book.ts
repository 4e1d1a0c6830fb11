import type { Pin } from '../../engine/pins.ts';
import { type Places, placesKey } from '../../engine/places.ts';
import type { Store } from '../store/store.ts';

/** Which takes stand in for which cells, by workflow. They belong to this machine, as the takes do, not to the file. */
export interface PinBook {
  of(workflowId: string): readonly Pin[];
  /** Replaces all pins of a workflow. */
  set(workflowId: string, pins: readonly Pin[]): Promise<void>;
}

/** Opens the pins of a store. */
export function openPinBook({ database, write }: Store): PinBook {
  const select = database.prepare('SELECT node_id, places, job_id FROM pins WHERE workflow_id = ?');
  const remove = database.prepare('DELETE FROM pins WHERE workflow_id = ?');
  const insert = database.prepare(
    'INSERT OR REPLACE INTO pins (workflow_id, node_id, places, job_id) VALUES (?, ?, ?, ?)',
  );
  return {
    of: (workflowId) =>
      select.all(workflowId).map(({ node_id, places, job_id }) => ({
        nodeId: String(node_id),
        places: JSON.parse(String(places)) as Places,
        jobId: String(job_id),
      })),
    set: (workflowId, pins) =>
      write(() => {
        remove.run(workflowId);
        for (const { nodeId, places, jobId } of pins)
          insert.run(workflowId, nodeId, placesKey(places), jobId);
      }),
  };
}
