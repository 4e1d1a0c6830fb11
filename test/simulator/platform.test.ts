import { Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { serveSimulator } from '../../src/simulator/serve.ts';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { createRig, ENDPOINT, QUEUE_MS, type Rig, SMALL, WIDE } from './rig.ts';

const API = 'https://api.fal.ai/v1/models';

describe('prices, history and documents', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig('in process', { clip: WIDE });
  });
  afterEach(() => rig.close());

  interface HistoryItem {
    request_id: string;
    status_code: number | null;
    json_input?: Record<string, unknown>;
    json_output?: unknown;
  }
  interface History {
    items: HistoryItem[];
    next_cursor: string | null;
    has_more: boolean;
  }
  const history = async (query = '') =>
    (await rig.json<History>(`${API}/requests/by-endpoint?endpoint_id=${ENDPOINT}${query}`)).body;

  test('the price of an endpoint and the estimate agree', async () => {
    expect((await rig.json(`${API}/pricing?endpoint_id=${ENDPOINT}`)).body).toEqual({
      prices: [{ endpoint_id: ENDPOINT, unit_price: 0.0024075, unit: 'megapixels', currency: 'USD' }],
      next_cursor: null,
      has_more: false,
    });
    const estimate = await rig.json<{ total_cost: number }>(`${API}/pricing/estimate`, {
      method: 'POST',
      body: JSON.stringify({
        estimate_type: 'unit_price',
        endpoints: { [ENDPOINT]: { unit_quantity: 110 } },
      }),
    });
    expect(estimate.body.total_cost).toBeCloseTo(0.264825, 9);
  });

  test('unknown ids and missing keys are platform errors', async () => {
    expect(await rig.json(`${API}/pricing?endpoint_id=no/such`)).toMatchObject({
      status: 404,
      body: { error: { type: 'not_found', message: 'There is no price for "no/such".' } },
    });
    expect(await rig.json(`${API}/pricing`)).toMatchObject({ status: 400 });
    expect(await rig.json(`${API}/billing-events`, { headers: {} })).toMatchObject({
      status: 401,
      body: { error: { type: 'authorization_error' } },
    });
    expect(await rig.json(`${API}/nothing`)).toMatchObject({
      status: 404,
      body: { error: { type: 'not_found' } },
    });
  });

  test('an orphan is found by the seed in its input, before and after it ran', async () => {
    await rig.client.queue.submit(ENDPOINT, { input: { ...SMALL, seed: 4242 } });
    await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    const orphan = async () =>
      (await history('&expand=payloads')).items.find(({ json_input }) => json_input?.seed === 4242);
    const waiting = await orphan();
    expect(waiting).toMatchObject({ status_code: null, json_output: null });
    await rig.finishJobs();
    const found = await orphan();
    expect(found).toMatchObject({ request_id: waiting?.request_id, status_code: 200 });
    const { data } = await rig.client.queue.result(ENDPOINT, { requestId: found!.request_id });
    expect(data.seed).toBe(4242);
  });

  test('payloads are left out unless asked for, and gone with X-Fal-Store-IO: 0', async () => {
    await rig.client.queue.submit(ENDPOINT, { input: SMALL, headers: { 'X-Fal-Store-IO': '0' } });
    await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    expect((await history()).items.map((item) => 'json_input' in item)).toEqual([false, false]);
    const inputs = (await history('&expand=payloads')).items.map((item) => 'json_input' in item);
    expect(inputs.sort()).toEqual([false, true]);
  });

  test('history pages, filters by status and by window', async () => {
    for (const num_frames of [8, 8, 8]) {
      await rig.client.queue.submit(ENDPOINT, { input: { ...SMALL, num_frames } });
      await rig.clock.advance(1000);
    }
    await rig.simulator.idle();
    await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    const first = await history('&limit=3');
    expect([first.items.length, first.has_more]).toEqual([3, true]);
    const second = await history(`&limit=3&cursor=${first.next_cursor}`);
    expect([second.items.length, second.has_more, second.next_cursor]).toEqual([1, false, null]);
    expect((await history('&status=user_error')).items).toHaveLength(3);
    expect((await history('&status=success')).items).toHaveLength(0);
    const id = first.items[0]!.request_id;
    await rig.clock.advance(25 * 60 * 60_000);
    expect((await history()).items).toHaveLength(0);
    expect((await history(`&request_id=${id}`)).items).toHaveLength(1);
  });

  test('billing has one row per charged request', async () => {
    const id = await rig.runJob(SMALL);
    await rig.runJob({ ...SMALL, num_frames: 8 });
    const { body } = await rig.json<{ billing_events: { cost_total: number }[] }>(`${API}/billing-events`);
    expect(body.billing_events).toEqual([
      expect.objectContaining({
        request_id: id,
        endpoint_id: ENDPOINT,
        output_units: 4,
        unit_price: 0.0024075,
      }),
    ]);
    expect(body.billing_events[0]!.cost_total).toBeCloseTo(0.00963, 9);
  });

  test('the OpenAPI document leads from the POST to the fields and their limits', async () => {
    type Schemas = Record<string, { properties: Record<string, object>; required: string[] }>;
    const { body } = await rig.json<{
      paths: Record<
        string,
        { post: { requestBody: { content: Record<string, { schema: { $ref: string } }> } } }
      >;
      components: { schemas: Schemas };
      servers: object[];
    }>(`https://fal.ai/api/openapi/queue/openapi.json?endpoint_id=${ENDPOINT}`, { headers: {} });
    const { $ref } = body.paths[`/${ENDPOINT}`]!.post.requestBody.content['application/json']!.schema;
    const input = body.components.schemas[$ref.replace('#/components/schemas/', '')]!;
    expect(input.required).toEqual(['video_url']);
    expect(input.properties.num_frames).toMatchObject({
      type: 'integer',
      minimum: 9,
      maximum: 481,
      default: 121,
    });
    expect(input.properties.resolution).toMatchObject({ enum: ['480p', '720p'], default: '720p' });
    expect(body.servers).toEqual([{ url: 'https://queue.fal.run' }]);
  });

  test('no more jobs are in progress than the account may have', async () => {
    const ids = [1, 2, 3].map(() => rig.client.queue.submit(ENDPOINT, { input: SMALL }));
    const submitted = await Promise.all(ids);
    await rig.clock.advance(QUEUE_MS);
    const states = await Promise.all(
      submitted.map(async ({ request_id }) => (await rig.status(request_id)).status),
    );
    expect(states.filter((state) => state === 'IN_PROGRESS')).toHaveLength(2);
    expect(states.filter((state) => state === 'IN_QUEUE')).toHaveLength(1);
    const sync = await rig.json(`https://fal.run/${ENDPOINT}`, {
      method: 'POST',
      body: JSON.stringify(SMALL),
    });
    expect(sync.status).toBe(429);
    await rig.simulator.idle();
    for (const { request_id } of submitted) {
      expect(await rig.status(request_id)).toMatchObject({ status: 'COMPLETED' });
    }
  });

  test('a foreign host is refused and nothing is passed on', async () => {
    const answer = await rig.json<{ detail: string }>('https://example.com/whatever');
    expect(answer.status).toBe(502);
    expect(answer.body.detail).toContain('does not answer for "example.com"');
  });
});

test('a whole job in process opens no socket', async () => {
  const connect = vi.spyOn(Socket.prototype, 'connect');
  const rig = await createRig('in process');
  const video_url = await rig.upload(join(rig.dataDir, 'blockout.mp4'), 'video/mp4');
  const id = await rig.runJob({ ...SMALL, video_url });
  const { data } = await rig.client.queue.result(ENDPOINT, { requestId: id });
  expect((await (await rig.fetch(data.video.url)).arrayBuffer()).byteLength).toBe(data.video.file_size);
  expect(connect).not.toHaveBeenCalled();
  await rig.close();
  vi.restoreAllMocks();
});

test('an aborted call rejects with the reason of its signal, a started download too', async () => {
  const rig = await createRig('in process');
  await expect(
    rig.fetch('https://fal.ai/', { signal: AbortSignal.abort(new Error('enough')) }),
  ).rejects.toThrow('enough');
  const url = await rig.upload(join(rig.dataDir, 'blockout.mp4'), 'video/mp4');
  const stop = new AbortController();
  const download = await rig.fetch(url, { signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(download.arrayBuffer()).rejects.toThrow('enough');
  await rig.close();
});

describe('keys', () => {
  const keys = [{ key: 'known:secret' }, { key: 'broke:secret', locked: true }];

  test.each([
    { credentials: 'known:secret', status: 200 },
    { credentials: 'other:secret', status: 401 },
    { credentials: 'no-colon', status: 401 },
    { credentials: 'broke:secret', status: 403 },
  ])('$credentials gets $status', async ({ credentials, status }) => {
    const rig = await createRig('in process', { keys });
    const answer = await rig.json(`https://queue.fal.run/${ENDPOINT}`, {
      method: 'POST',
      headers: { authorization: `Key ${credentials}` },
      body: JSON.stringify(SMALL),
    });
    expect(answer.status).toBe(status);
    await rig.close();
  });

  test('a bearer token or no header at all is 401', async () => {
    const rig = await createRig('in process');
    for (const headers of [{}, { authorization: 'Bearer known:secret' }, { authorization: 'known:secret' }]) {
      const answer = await rig.json(`https://queue.fal.run/${ENDPOINT}`, {
        method: 'POST',
        headers,
        body: '{}',
      });
      expect(answer.status).toBe(401);
    }
    await rig.close();
  });
});

describe('a simulator on a port', () => {
  test('says what it is and answers by path prefix and by host header', async () => {
    const rig = await createRig('in process');
    const served = await serveSimulator({ port: 0, dataDir: rig.dataDir });
    const landing = (await (await fetch(served.origin)).json()) as {
      hosts: string[];
      profiles: { name: string }[];
    };
    expect(landing.hosts).toContain('queue.fal.run');
    expect(landing.profiles[0]).toEqual({ name: 'happy', summary: 'Everything works.' });
    const pricing = `/v1/models/pricing?endpoint_id=${ENDPOINT}`;
    const headers = { authorization: 'Key a:b' };
    const byPath = await fetch(`${served.origin}/__host/api.fal.ai${pricing}`, { headers });
    const byHeader = await fetch(`${served.origin}${pricing}`, {
      headers: { ...headers, 'x-blockout-host': 'api.fal.ai' },
    });
    expect(await byPath.json()).toEqual(await byHeader.json());
    expect((await fetch(`${served.origin}/anything`)).status).toBe(502);
    await served.close();
    await rig.close();
  });

  test('a port that is taken is an error', async () => {
    const rig = await createRig('in process');
    const served = await serveSimulator({ port: 0, dataDir: rig.dataDir });
    await expect(serveSimulator({ port: served.port, dataDir: rig.dataDir })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await served.close();
    await rig.close();
  });

  test('an unknown profile is refused at the start', () => {
    expect(() => createSimulator({ dataDir: '/nowhere', profile: 'sunny' })).toThrow('no profile "sunny"');
  });
});
