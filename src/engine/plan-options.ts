import type { NodeType, PlainOutputs } from './define-node.ts';
import type { Facts } from './facts.ts';
import type { Places } from './places.ts';
import type { Failure } from './problem.ts';
import type { ProviderTerms } from './provider-terms.ts';
import type { RequestValue } from './value.ts';

/** Kept results, by key. `type` tells which stores to ask. */
export interface ResultStore {
  get(keys: Int32Array, at: number, type: NodeType): PlainOutputs | undefined;
  set(keys: Int32Array, at: number, type: NodeType, outputs: PlainOutputs): void;
}

export interface PlanOptions {
  readonly facts: Facts;
  /** Results that need not be computed again. */
  readonly results: ResultStore;
  /** Provider that would take the jobs; part of the key of whatever spends. */
  readonly provider: string;
  /** What that provider makes of requests, where it differs from their own contract. */
  readonly terms?: ProviderTerms;
  /**
   * Stands for all that was ever kept or paid: with equal marks nothing has come since, though kept results may be gone.
   */
  readonly mark?: string;
  /** Whether a node would get the take of a request from a job that was paid before. */
  readonly isPaid?: (request: RequestValue, nodeId: string) => boolean;
  /**
   * For a node that spends, what stands in for it at some of its cells: their outputs, or why they can't be had. Undefined
   * where nothing does.
   */
  readonly pinsOf?: (nodeId: string) => ((cell: Places) => PlainOutputs | Failure | undefined) | undefined;
}
