import type { Outcome } from './outcome.ts';

/** Parent to child: run one method. */
export type CallMessage = { id: number; method: string; input: unknown };

/** Child to parent. `ready` comes once, when calls can be taken; `threw` means a bug in the method, not an expected problem. */
export type WorkerMessage =
  | { kind: 'ready' }
  | { id: number; kind: 'progress'; fraction: number }
  | { id: number; kind: 'outcome'; outcome: Outcome<unknown, unknown> }
  | { id: number; kind: 'threw'; error: string };

/** File descriptor on which the child reports its resident memory, one decimal byte count per line. */
export const MEMORY_REPORT_FD = 3;
