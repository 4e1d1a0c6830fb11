import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLIP_URL, createRig, DOORS, QUEUE_MS, type Rig } from './rig.ts';

const API = 'https://hub.oxen.ai/api';
const MODEL = 'ltx-2-3-quality-reference-video-to-video';
const ORDER = { model: MODEL, prompt: 'A harbor.', input_video: CLIP_URL, num_frames: 9, seed: 5 };
const BEARER = { authorization: 'Bearer any-key' };

interface Generation {
  generation_id: string;
  status: string;
  result_url: string | null;
  error_message: string | null;
  [param: string]: unknown;
}

describe.each(DOORS)('the Oxen gateway, %s', (door) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig(door);
  });
  afterEach(() => rig.close());

  const call = async <T>(path: string, body?: object, headers: Record<string, string> = BEARER) => {
    const answer = await rig.fetch(`${API}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  const enqueue = async (order: object = ORDER) =>
    (await call<{ generations: Generation[] }>('/ai/queue', order)).body.generations[0]!.generation_id;
  const look = async (id: string) => (await call<Generation>(`/ai/queue/${id}`)).body;
  const drain = async () => {
    rig.clock.advance(QUEUE_MS);
    await rig.simulator.tick();
    await rig.simulator.idle();
  };

  test('a generation is queued, rendered and kept with the parameters it was sent with', async () => {
    const id = await enqueue();
    expect(await look(id)).toMatchObject({
      status: 'queued',
      result_url: null,
      started_at: null,
      ...params(ORDER),
    });
    await drain();
    const done = await look(id);
    expect(done).toMatchObject({
      status: 'succeeded',
      model_name: MODEL,
      media_type: 'video',
      error_message: null,
    });
    const video = await rig.fetch(done.result_url!);
    expect(video.headers.get('content-type')).toBe('video/mp4');
    expect((await video.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  });

  test('the list shows what is under way, and what has ended only when asked', async () => {
    const id = await enqueue();
    const list = async (query = '') =>
      (await call<{ count: number; generations: Generation[] }>(`/ai/queue${query}`)).body;
    expect(await list()).toMatchObject({ count: 1, generations: [{ generation_id: id, seed: 5 }] });
    await drain();
    expect(await list()).toEqual({ count: 0, generations: [] });
    expect(await list('?status=succeeded')).toMatchObject({ count: 1 });
    expect(await list(`?status=succeeded&model=${MODEL}`)).toMatchObject({ count: 1 });
    expect(await list('?status=succeeded&model=other')).toMatchObject({ count: 0 });
  });

  test('parameters are looked at when the generation runs: bad ones fail with the upstream text', async () => {
    const id = await enqueue({ ...ORDER, num_frames: 5_000 });
    await drain();
    const { status, error_message, result_url } = await look(id);
    expect([status, result_url]).toEqual(['failed', null]);
    expect(error_message).toMatch(/^Getting model response error: 422 - \{"detail":.*num_frames/);
  });

  test('several generations of one order', async () => {
    const { body } = await call<{ generations: Generation[] }>('/ai/queue', { ...ORDER, num_generations: 3 });
    expect(new Set(body.generations.map(({ generation_id }) => generation_id)).size).toBe(3);
    const bad = await call('/ai/queue', { ...ORDER, num_generations: 5 });
    expect(bad).toMatchObject({ status: 400, body: { error: { type: 'invalid_params' }, status: 'error' } });
  });

  test('cancelling ends what is active and leaves the rest', async () => {
    const id = await enqueue();
    const cancel = async (of: string) => {
      const answer = await rig.fetch(`${API}/ai/queue/${of}`, { method: 'DELETE', headers: BEARER });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await cancel(id)).toEqual({ status: 200, body: { status: 'success', generation_id: id } });
    expect((await look(id)).status).toBe('cancelled');
    const done = await enqueue();
    await drain();
    await cancel(done);
    expect((await look(done)).status).toBe('succeeded');
    expect((await cancel('nothing')).status).toBe(404);
  });

  test('events tell the end of what runs while the stream is open, and replay nothing', async () => {
    const before = await enqueue();
    await drain();
    const stop = new AbortController();
    const stream = await rig.fetch(`${API}/events`, { headers: BEARER, signal: stop.signal });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const good = await enqueue();
    const bad = await enqueue({ ...ORDER, num_frames: 1 });
    const gone = await enqueue();
    await rig.fetch(`${API}/ai/queue/${gone}`, { method: 'DELETE', headers: BEARER });
    await drain();
    let text = '';
    while (!text.includes(good) || !text.includes(bad)) text += (await reader.read()).value ?? '';
    stop.abort();
    await reader.closed.catch(() => {});
    expect(text).toMatch(/^: connected/);
    const told = [...text.matchAll(/event: media_generation_completed\ndata: (.*)\n\n/g)].map(
      ([, data]) => JSON.parse(data!) as Record<string, string>,
    );
    expect(told.find(({ generation_id }) => generation_id === good)).toMatchObject({
      status: 'succeeded',
      model: MODEL,
      url: expect.stringMatching(/^https:/),
    });
    expect(told.find(({ generation_id }) => generation_id === bad)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('422'),
    });
    expect(text).not.toContain(before);
    expect(text).not.toContain(gone);
  });

  test('the waiting call answers with the video, by address or inline, and with errors at once', async () => {
    const made = await call<{ videos: { url: string }[] }>('/ai/videos/generate', ORDER);
    expect(made).toMatchObject({ status: 200, body: { model: MODEL, created: expect.any(Number) } });
    expect((await rig.fetch(made.body.videos[0]!.url)).status).toBe(200);
    const inline = await call<{ videos: { b64_json: string }[] }>('/ai/videos/generate', {
      ...ORDER,
      response_format: 'b64_json',
    });
    expect(Buffer.from(inline.body.videos[0]!.b64_json, 'base64').subarray(4, 8).toString()).toBe('ftyp');
    const bad = await call<{ error: { detail: string } }>('/ai/videos/generate', {
      ...ORDER,
      prompt: undefined,
    });
    expect(bad).toMatchObject({ status: 400, body: { error: { type: 'invalid_params' } } });
    expect(bad.body.error.detail).toContain('Getting model response error: 422');
    // The queue knows nothing of them.
    expect((await call('/ai/queue?status=succeeded')).body).toMatchObject({ count: 0 });
  });

  test('models have a price and tell their parameters under both names', async () => {
    const { body } = await call<Record<string, { properties: object; required: string[] }>>(
      `/ai/models/${MODEL}`,
    );
    expect(body).toMatchObject({
      id: MODEL,
      endpoint: '/videos/generate',
      pricing: { method: 'per_video_output_second', cost_per_second: expect.any(Number) },
    });
    expect(body.request_schema).toEqual(body.json_request_schema);
    expect(body.request_schema!.required!.toSorted()).toEqual(['input_video', 'prompt']);
    expect(Object.keys(body.request_schema!.properties)).toEqual(
      expect.arrayContaining(['input_video', 'input_image', 'control_video_url', 'strength', 'seed']),
    );
    expect((await call<{ data: object[] }>('/ai/models')).body.data.length).toBeGreaterThan(1);
    const found = await call<{ data: object[] }>('/ai/models/search?search=image-to-video');
    expect(found.body.data).toHaveLength(1);
  });

  test.each([
    ['without a key', '/ai/queue', undefined, {}, 401, 'unauthenticated'],
    [
      'with fal’s kind of key header',
      '/ai/queue',
      undefined,
      { authorization: 'Key a:b' },
      401,
      'unauthenticated',
    ],
    ['an unknown generation', '/ai/queue/nothing', undefined, BEARER, 404, 'resource_not_found'],
    ['an unknown model', '/ai/models/nothing', undefined, BEARER, 404, 'resource_not_found'],
    ['an order for an unknown model', '/ai/queue', { model: 'nothing' }, BEARER, 404, 'resource_not_found'],
    ['an unknown path', '/ai/nothing', undefined, BEARER, 404, 'resource_not_found'],
  ])('%s is refused in Oxen’s form', async (_, path, body, headers, status, type) => {
    expect(await call(path, body, headers as Record<string, string>)).toMatchObject({
      status,
      body: { error: { type }, status: 'error', status_message: type },
    });
  });

  test('fal’s own queue and history do not know of them', async () => {
    const id = await enqueue();
    expect(
      (await rig.json(`https://queue.fal.run/fal-ai/ltx-2.3-quality/requests/${id}/status`)).status,
    ).toBe(404);
    const history = `https://api.fal.ai/v1/models/requests/by-endpoint?endpoint_id=fal-ai/ltx-2.3-quality/reference-video-to-video`;
    expect((await rig.json<{ items: object[] }>(history)).body.items).toEqual([]);
  });

  test('a fault that speaks fal’s language is put into Oxen’s', async () => {
    rig.simulator.setProfile('unauthorized');
    expect(await call('/ai/queue')).toMatchObject({
      status: 401,
      body: { error: { type: 'unauthenticated' } },
    });
  });
});

function params({ model: _, ...rest }: typeof ORDER) {
  return rest;
}
