import { type Failure, failure, type Problem } from '../engine/problem.ts';
import { storageTrouble } from './store/storage-trouble.ts';

/**
 * What was thrown, for a person: trouble with disk or database in its own words, anything else as a bug. `doing` reads
 * like `Looking after the job`.
 */
export function failureOfError(error: unknown, doing: string): Failure {
  const trouble = storageTrouble(error);
  if (trouble) return failure('storage', trouble.message, trouble.fix);
  const text = error instanceof Error ? error.message : String(error);
  return failure('bug', `${doing} failed: ${text}.`, 'Try again; report this if it happens again.');
}

/** The same as a problem. */
export function problemOfError(error: unknown, doing: string): Problem {
  const { failed: _, ...words } = failureOfError(error, doing);
  return { severity: 'error', ...words };
}
