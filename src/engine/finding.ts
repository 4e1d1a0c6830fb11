import type { ProblemCode } from './problem.ts';
import type { Fix } from './value.ts';

/** Trouble that a node finds in its own params and inputs. Warnings never stop a run. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  readonly message: string;
  readonly fix: string;
  readonly param?: string;
  readonly port?: string;
  readonly fixes?: readonly Fix[];
  /** The node where the trouble sits, when that is another one. */
  readonly nodeId?: string;
}
