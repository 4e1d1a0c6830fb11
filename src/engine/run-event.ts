import type { PlainOutputs } from './define-node.ts';
import type { JobProgress } from './node-context.ts';
import { type Places, placesOf } from './places.ts';
import type { Step } from './plan-step.ts';
import type { Problem } from './problem.ts';

/** Where an event happened: a node, which cell of its grid (0 where there is only one), and where that cell lies. */
interface AtCell {
  readonly nodeId: string;
  readonly cell: number;
  readonly places: Places;
}

/** How an event tells its cell. */
export function atCell({ node, axes }: Pick<Step, 'node' | 'axes'>, cell: number): AtCell {
  return { nodeId: node.id, cell, places: placesOf(axes, cell) };
}

export type RunStatus = 'done' | 'failed' | 'cancelled';

/** What a run tells while it goes on, in order. */
export type RunEvent =
  | ({ readonly kind: 'node-started' } & AtCell)
  | ({ readonly kind: 'node-progress'; readonly fraction: number | null } & Partial<
      Omit<JobProgress, 'fraction'>
    > &
      AtCell)
  | ({ readonly kind: 'node-finished'; readonly outputs: PlainOutputs; readonly cached: boolean } & AtCell)
  | ({ readonly kind: 'node-failed'; readonly problem: Problem } & AtCell)
  | ({ readonly kind: 'node-skipped'; readonly because: string } & AtCell);
