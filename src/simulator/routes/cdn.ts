import { openAsBlob } from 'node:fs';
import { Hono } from 'hono';
import { z } from 'zod';
import { profileByName } from '../faults/profiles/index.ts';
import type { StoredFile } from '../file-store.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Upload } from '../upload-store.ts';
import { parseRange } from './byte-range.ts';
import { readJsonBody } from './read-json-body.ts';
import { notFound } from './refusals.ts';

const completeBody = z.object({
  parts: z.array(z.object({ partNumber: z.number().int().positive(), etag: z.string() })),
});

/** Routes of `v3b.fal.media`: upload targets and public downloads. None of them needs a key. */
export function cdnRoutes(state: SimulatorState): Hono {
  const app = new Hono();
  app.put('/files/upload/:id', (c) => receiveWhole(c.req.param('id'), c.req.raw, state));
  app.put('/files/upload/:id/:part{[0-9]+}', (c) =>
    receivePart(c.req.param('id'), Number(c.req.param('part')), c.req.raw, state),
  );
  app.post('/files/upload/:id/complete', (c) => complete(c.req.param('id'), c.req.raw, state));
  // Hono answers HEAD through the GET route and drops the body.
  app.get('/files/*', (c) => download(c.req.path, c.req.raw, state));
  return app;
}

async function findUpload(id: string, request: Request, state: SimulatorState): Promise<Upload | undefined> {
  return state.uploads.find(id, new URL(request.url).searchParams.get('signature'));
}

const unknownUpload = () =>
  Response.json({ detail: 'The upload URL is unknown or its signature is wrong.' }, { status: 403 });

async function receiveWhole(id: string, request: Request, state: SimulatorState): Promise<Response> {
  const upload = await findUpload(id, request, state);
  if (!upload || upload.multipart) return unknownUpload();
  const profile = profileByName(upload.profile);
  return state.gate.pass({ route: 'upload', subject: id, profile, request }, async () => {
    const { etag } = await state.uploads.receiveWhole(upload, request.body);
    return new Response(null, { status: 200, headers: { etag } });
  });
}

async function receivePart(
  id: string,
  partNumber: number,
  request: Request,
  state: SimulatorState,
): Promise<Response> {
  const upload = await findUpload(id, request, state);
  if (!upload?.multipart) return unknownUpload();
  const call = { route: 'upload-part', subject: id, part: partNumber, request } as const;
  return state.gate.pass({ ...call, profile: profileByName(upload.profile) }, async () => {
    const part = await state.uploads.receivePart(upload, partNumber, request.body);
    return Response.json(part, { headers: { etag: part.etag } });
  });
}

async function complete(id: string, request: Request, state: SimulatorState): Promise<Response> {
  const upload = await findUpload(id, request, state);
  if (!upload?.multipart) return unknownUpload();
  const profile = profileByName(upload.profile);
  return state.gate.pass({ route: 'upload-complete', subject: id, profile, request }, async () => {
    const body = await readJsonBody(request);
    if (!body.ok) return body.response;
    const parsed = completeBody.safeParse(body.value);
    const problem = parsed.success
      ? await state.uploads.complete(upload, parsed.data.parts)
      : 'the body must be {"parts":[{"partNumber","etag"}]}';
    if (problem) return Response.json({ detail: `Upload not completed: ${problem}.` }, { status: 400 });
    return Response.json({ url: state.files.urlOf(upload.address) });
  });
}

async function download(pathname: string, request: Request, state: SimulatorState): Promise<Response> {
  const file = await state.files.find(pathname);
  if (!file) return notFound('Not Found');
  const profile = profileByName(file.profile);
  const call = { route: 'download', subject: pathname, profile, request } as const;
  return state.gate.pass(call, () => fileResponse(file, request, state));
}

async function fileResponse(
  file: StoredFile,
  request: Request,
  { files }: SimulatorState,
): Promise<Response> {
  const headers = {
    'content-type': file.contentType,
    'accept-ranges': 'bytes',
    etag: `"${file.folder}-${file.sizeBytes}"`,
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
  };
  const range = parseRange(request.headers.get('range'), file.sizeBytes);
  if (range === 'unsatisfiable') {
    const contentRange = { 'content-range': `bytes */${file.sizeBytes}` };
    return new Response(null, { status: 416, headers: { ...headers, ...contentRange } });
  }
  const blob = await openAsBlob(files.pathOf(file), { type: file.contentType });
  const part = range ? blob.slice(range.start, range.end + 1) : blob;
  return new Response(part.stream(), {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(part.size),
      ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${file.sizeBytes}` } : {}),
    },
  });
}
