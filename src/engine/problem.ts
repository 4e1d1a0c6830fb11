import { type Places, placesText } from './places.ts';
import type { Fix } from './value.ts';

/** Why something cannot go on. The code decides the exit status and what the editor offers. */
export type ProblemCode =
  | 'broken-document'
  | 'newer-document'
  | 'unknown-node-type'
  | 'newer-node'
  | 'unknown-param'
  | 'invalid-param'
  | 'unknown-port'
  | 'dangling-edge'
  | 'wrong-kind'
  | 'occupied-input'
  | 'cycle'
  | 'missing-input'
  | 'missing-media'
  | 'bad-media'
  | 'closed-media'
  | 'bad-input'
  | 'axis-mismatch'
  | 'too-many-jobs'
  | 'over-budget'
  | 'over-cap'
  | 'nothing-to-run'
  | 'provider'
  | 'media'
  | 'output'
  | 'storage'
  | 'cancelled'
  | 'bug';

/** A file or folder that is there but not read before the user allows it. */
export interface ClosedPath {
  /** Where it really lies on this machine. */
  readonly path: string;
  /** What a client may offer to allow from now on: its folder, the file alone where that would be too much, or nothing. */
  readonly offer: string | null;
}

/** Trouble that a person can act on: what happened, where, and the way out. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  /** What happened, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly fix: string;
  readonly nodeId?: string;
  /** Where the cell lies that it happened in, of a node that runs over a list. */
  readonly places?: Places;
  readonly param?: string;
  readonly port?: string;
  readonly fixes?: readonly Fix[];
  /** With the code `closed-media`: what is not read yet. */
  readonly closed?: ClosedPath;
}

/** A node's own trouble, before the engine adds which node it was. */
export interface Failure {
  readonly failed: true;
  readonly code: ProblemCode;
  readonly message: string;
  readonly fix: string;
  readonly param?: string;
  readonly port?: string;
  readonly fixes?: readonly Fix[];
}

/** Makes a failure: what happened and the way out. */
export function failure(
  code: ProblemCode,
  message: string,
  fix: string,
  where: Pick<Failure, 'param' | 'port' | 'fixes'> = {},
): Failure {
  return { failed: true, code, message, fix, ...where };
}

/** What a node threw, as a failure: nothing that a node does may stop the program. */
export function failureOfBug(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return failure(
    'bug',
    `The node stopped unexpectedly: ${message}.`,
    'Run it again; if it happens again, report it with the workflow.',
  );
}

/** Whether a node, a tool or a provider answered with a failure instead of a value. */
export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && (value as { failed?: unknown }).failed === true;
}

/** The same trouble seen from outside: a failure at a node becomes a problem of the workflow. */
export function problemOfFailure(found: Failure, nodeId: string): Problem {
  const { failed: _, ...rest } = found;
  return { severity: 'error', ...rest, nodeId };
}

/** One line for a terminal or a toast: what happened, where, what to do. */
export function describeProblem(problem: Problem, nodeTitle?: string): string {
  const place = [
    problem.nodeId === undefined ? '' : nodeTitle ? `${nodeTitle} (${problem.nodeId})` : problem.nodeId,
    problem.places === undefined ? '' : placesText(problem.places),
    problem.param === undefined ? '' : `param “${problem.param}”`,
    problem.port === undefined ? '' : `port “${problem.port}”`,
  ].filter((part) => part !== '');
  return [place.length > 0 ? `${place.join(', ')}: ${problem.message}` : problem.message, problem.fix]
    .filter((part) => part !== '')
    .join(' ');
}
