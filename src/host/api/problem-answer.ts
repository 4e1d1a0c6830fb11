import type { Problem, ProblemCode } from '../../engine/problem.ts';

/** The body of a refusal: what happened and the way out. */
export function problemAnswer(
  code: ProblemCode,
  message: string,
  fix: string,
): { readonly problem: Problem } {
  return { problem: { severity: 'error', code, message, fix } };
}
