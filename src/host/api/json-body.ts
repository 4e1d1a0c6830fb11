import { zValidator } from '@hono/zod-validator';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Problem } from '../../engine/problem.ts';

/** A workflow of 5,000 nodes has about 1.5 MB; its text may have 16 MB. */
const MAX_JSON_BYTES = 48e6;

/** Refuses JSON bodies that no client of ours would send. */
export const limitJson = bodyLimit({
  maxSize: MAX_JSON_BYTES,
  onError: (c) => c.json({ problem: badRequest('The request is too large.') }, 413),
});

/** Validates a JSON body; what does not fit is answered with 400 and the reason. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return zValidator('json', schema, (result, c) => {
    if (!result.success) return c.json({ problem: badRequest(describeIssues(result.error.issues)) }, 400);
  });
}

/** Validates the query string in the same way. */
export function query<T extends z.ZodType>(schema: T) {
  return zValidator('query', schema, (result, c) => {
    if (!result.success) return c.json({ problem: badRequest(describeIssues(result.error.issues)) }, 400);
  });
}

function describeIssues(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  return issues.map(({ path, message }) => `${z.core.toDotPath(path) || 'request'}: ${message}`).join('; ');
}

function badRequest(message: string): Problem {
  return { severity: 'error', code: 'bad-input', message, fix: 'Reload the window and try again.' };
}
