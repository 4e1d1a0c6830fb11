export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly response: Response };

/** The JSON of a request, null for an empty body, or the 422 of a body that is not JSON. */
export async function readJsonBody(request: Request): Promise<JsonBody> {
  const text = await request.text();
  if (text === '') return { ok: true, value: null };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const ctx = { error: error instanceof Error ? error.message : String(error) };
    const detail = [{ loc: ['body', 0], msg: 'JSON decode error', type: 'json_invalid', ctx, input: {} }];
    return { ok: false, response: Response.json({ detail }, { status: 422 }) };
  }
}
