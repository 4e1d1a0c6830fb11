import { type Failure, failure, type Problem } from '../engine/problem.ts';
import { storageTrouble } from './store/storage-trouble.ts';

/**
 * What was thrown, for a person: trouble with disk or database in its own words, anything else as a bug. `doing` reads
 * like `Looking after the job`.
 */
export function failureOfError(error: unknown, doing: string): Failure {
  const known = storageFailure(error);
  if (known) return known;
  const text = error instanceof Error ? error.message : String(error);
  return failure('bug', `${doing} failed: ${text}.`, 'Try again; report this if it happens again.');
}

/** Trouble with disk or database as a failure; null where the error is something else. */
export function storageFailure(error: unknown): Failure | null {
  const trouble = storageTrouble(error);
  return trouble && failure('storage', trouble.message, trouble.fix);
}

/** The same as a problem. */
export function problemOfError(error: unknown, doing: string): Problem {
  const { failed: _, ...words } = failureOfError(error, doing);
  return { severity: 'error', ...words };
}
