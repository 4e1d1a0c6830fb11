import type { PlainOutputs } from '../../engine/define-node.ts';
import type { Problem } from '../../engine/problem.ts';

/** How a node stands in the run that is going on or went last. */
export type NodeRun =
  | { readonly state: 'idle' }
  /** `position` in the provider's queue, null where it waits for other nodes. */
  | {
      readonly state: 'queued';
      readonly position: number | null;
      readonly log: readonly string[];
      readonly startedAtMs: number | null;
    }
  | {
      readonly state: 'running';
      readonly fraction: number | null;
      readonly startedAtMs: number;
      /** Last lines of the log, newest last. */
      readonly log: readonly string[];
      readonly what: 'running' | 'uploading' | 'fetching';
    }
  | {
      readonly state: 'done';
      readonly timeMs: number | null;
      readonly costUsd: number | null;
      readonly outputs: PlainOutputs;
      readonly cached: boolean;
    }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'skipped'; readonly because: string };

export const IDLE: NodeRun = { state: 'idle' };
