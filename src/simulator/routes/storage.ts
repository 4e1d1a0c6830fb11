import { Hono } from 'hono';
import { z } from 'zod';
import type { SimulatorState } from '../simulator-state.ts';
import { lifetimeOf } from './new-job.ts';
import { readJsonBody } from './read-json-body.ts';
import { unauthorized } from './refusals.ts';

const initiateBody = z.object({ content_type: z.string().min(1), file_name: z.string().min(1) });
const tokenBody = z.object({
  allowed_apps: z.array(z.string()),
  token_expiration: z.number().int().positive(),
});

/** Routes of `rest.fal.ai`: the start of an upload and short-lived tokens. */
export function storageRoutes(state: SimulatorState): Hono {
  const app = new Hono();
  app.post('/storage/upload/initiate', (c) => initiate(c.req.raw, false, state));
  app.post('/storage/upload/initiate-multipart', (c) => initiate(c.req.raw, true, state));
  app.post('/tokens/', (c) => token(c.req.raw, state));
  return app;
}

async function initiate(request: Request, multipart: boolean, state: SimulatorState): Promise<Response> {
  const profile = state.gate.profileOf(request);
  const route = multipart ? 'initiate-multipart' : 'initiate';
  return state.gate.pass({ route, profile, request }, async () => {
    const body = await authorisedBody(request, state, initiateBody);
    if (!body.ok) return body.response;
    const upload = await state.uploads.create({
      name: body.value.file_name,
      contentType: body.value.content_type,
      multipart,
      lifetimeS: lifetimeOf(request.headers.get('x-fal-object-lifecycle')),
      profile: profile.name,
    });
    return Response.json({
      file_url: state.files.urlOf(upload.address),
      upload_url: `https://v3b.fal.media/files/upload/${upload.id}?signature=${upload.signature}`,
    });
  });
}

async function token(request: Request, state: SimulatorState): Promise<Response> {
  const profile = state.gate.profileOf(request);
  return state.gate.pass({ route: 'token', profile, request }, async () => {
    const body = await authorisedBody(request, state, tokenBody);
    if (!body.ok) return body.response;
    const expiresAtMs = state.clock.now() + body.value.token_expiration * 1000;
    return Response.json(state.auth.issueToken(expiresAtMs));
  });
}

type ParsedBody<T> = { ok: true; value: T } | { ok: false; response: Response };

async function authorisedBody<T>(
  request: Request,
  state: SimulatorState,
  schema: z.ZodType<T>,
): Promise<ParsedBody<T>> {
  const refused = unauthorized(request, state);
  if (refused) return { ok: false, response: refused };
  const body = await readJsonBody(request);
  if (!body.ok) return body;
  const parsed = schema.safeParse(body.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const detail = parsed.error.issues.map(({ path, message }) => ({
    loc: ['body', ...path],
    msg: message,
    type: 'value_error',
  }));
  return { ok: false, response: Response.json({ detail }, { status: 422 }) };
}
