import type { SimulatorState } from '../simulator-state.ts';

export const REQUEST_ID = 'x-fal-request-id';

/** A 404 with fal's body. */
export function notFound(detail: string): Response {
  return Response.json({ detail }, { status: 404 });
}

/** The 401 or 403 of a caller without a usable key, or null. */
export function unauthorized(request: Request, { auth }: SimulatorState): Response | null {
  const problem = auth.check(request);
  return problem && Response.json({ detail: problem.detail }, { status: problem.status });
}

/** An error in the form of `api.fal.ai/v1`. */
export function platformError(status: number, type: string, message: string): Response {
  const requestId = crypto.randomUUID();
  return Response.json(
    { error: { type, message, docs_url: 'https://docs.fal.ai/platform-apis', request_id: requestId } },
    { status, headers: { [REQUEST_ID]: requestId } },
  );
}
