import type { NodeType } from '../../engine/define-node.ts';
import type { CellRun } from '../state/node-run.ts';

export type CardState = 'idle' | 'stale' | 'queued' | 'running' | 'done' | 'failed' | 'skipped' | 'unknown';

/** What a card shows: how its node went as a whole, and whether that still holds. */
export function cardState(state: CellRun['state'], type: NodeType | undefined, isStale: boolean): CardState {
  if (!type) return 'unknown';
  return isStale ? 'stale' : state;
}
