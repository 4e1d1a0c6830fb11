import type { NodeServices } from './node-context.ts';
import type { Failure } from './problem.ts';
import type { RunEvent } from './run-event.ts';

export interface RunOptions {
  readonly services: NodeServices;
  readonly signal?: AbortSignal;
  /** Called in order, in the same turn as what it tells of. Must not throw. */
  readonly onEvent?: (event: RunEvent) => void;
  /** How many steps may work at once on this machine, and how many jobs may be under way at the provider. */
  readonly limits?: { readonly local: number; readonly jobs: number };
  /** What an error that was thrown means, where the surroundings know better than that it is a bug. */
  readonly explain?: (error: unknown) => Failure | null;
}
