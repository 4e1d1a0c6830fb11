import type { Store } from '../store/store.ts';
import type { Pins } from './pinned-takes.ts';

/** Which takes stand in for which nodes, by workflow. They belong to this machine, as the takes do, not to the file. */
export interface PinBook {
  of(workflowId: string): Pins;
  /** Replaces all pins of a workflow. */
  set(workflowId: string, pins: Pins): Promise<void>;
}

/** Opens the pins of a store. */
export function openPinBook({ database, write }: Store): PinBook {
  const select = database.prepare('SELECT node_id, job_id FROM pins WHERE workflow_id = ?');
  const remove = database.prepare('DELETE FROM pins WHERE workflow_id = ?');
  const insert = database.prepare('INSERT INTO pins (workflow_id, node_id, job_id) VALUES (?, ?, ?)');
  return {
    of: (workflowId) =>
      Object.fromEntries(select.all(workflowId).map(({ node_id, job_id }) => [node_id, job_id])) as Pins,
    set: (workflowId, pins) =>
      write(() => {
        remove.run(workflowId);
        for (const [nodeId, jobId] of Object.entries(pins)) insert.run(workflowId, nodeId, jobId);
      }),
  };
}
