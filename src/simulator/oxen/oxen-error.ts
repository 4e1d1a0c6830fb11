export type OxenErrorType = 'unauthenticated' | 'invalid_params' | 'resource_not_found' | 'unknown_error';

const TYPES: Readonly<Record<number, OxenErrorType>> = {
  400: 'invalid_params',
  401: 'unauthenticated',
  404: 'resource_not_found',
};

/** An error in Oxen's form. */
export function oxenError(status: number, title: string, detail?: string): Response {
  const type = TYPES[status] ?? 'unknown_error';
  return Response.json(
    {
      error: { type, title, ...(detail !== undefined && { detail }) },
      status: 'error',
      status_message: type,
    },
    { status },
  );
}

export const notFound = () => oxenError(404, 'The requested resource could not be found');

/** An answer that a fault profile gave in fal's form, in Oxen's; others stay as they are. */
export async function inOxenForm(response: Response): Promise<Response> {
  const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
  if (response.ok || !isJson) return response;
  const body = (await response.clone().json()) as { detail?: unknown; error?: unknown };
  if (body.error !== undefined || typeof body.detail !== 'string') return response;
  return oxenError(response.status, body.detail);
}
