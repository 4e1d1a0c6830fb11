import type { AdditionGraph } from './graphs.ts';

/** One engine with one graph loaded, as the bench drives it. */
export interface Peer {
  /** Orders the graph anew, as at its first run. Undefined where the engine orders while it runs. */
  readonly plan?: () => void;
  /** Runs every node; called after `plan` and may not reuse results of an earlier call. */
  readonly runAll: () => Promise<void>;
  /** Sets the value of a node and makes the results right again the cheapest way the engine has. */
  readonly editAndRun: (node: number, value: number) => Promise<void>;
  readonly sumOf: (node: number) => number | Promise<number>;
}

export type MakePeer = (graph: AdditionGraph) => Promise<Peer>;
